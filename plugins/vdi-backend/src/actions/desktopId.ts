import type { SessionRef } from '@backstage-vdi/plugin-vdi-common';
import type { Zod } from './zod';

/** Which desktop an action is about: what `sessionResourceRef` makes of its place, in one text that agents do not take apart. */
export function desktopId(z: Zod) {
  return z
    .string()
    .max(400)
    .regex(
      /^[^/]+\/[^/]+\/[^/]+$/,
      'must be the id of a desktop, such as default/vdi-sessions/alice-blender-1',
    )
    .describe(
      'Which desktop: its id, as the other actions give it. Such as default/vdi-sessions/alice-blender-1.',
    );
}

/** The place of a desktop by its id. */
export function placeOf(id: string): SessionRef {
  const [cluster, namespace, name] = id.split('/');
  return { cluster, namespace, name };
}
