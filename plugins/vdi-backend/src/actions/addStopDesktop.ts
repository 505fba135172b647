import type { ActionOptions } from './ActionOptions';
import { answer } from './answer';
import { asStopping } from './asAsked';
import { desktopId, placeOf } from './desktopId';
import { desktopSchema } from './desktopSchema';
import { reportDesktop } from './reportDesktop';

/** `stop-desktop` */
export function addStopDesktop(options: ActionOptions): void {
  const { registry, identity, sessions, desktopsUrl } = options;
  registry.register({
    name: 'stop-desktop',
    title: 'Stop a desktop',
    description:
      'Stops a remote desktop, which frees its GPU: what runs in it ends, and what was not saved is lost. The files in its home volume stay, and start-desktop starts it again. Ask the person first, unless they told you to.',
    // Programs end, and what they had not saved is gone.
    attributes: { readOnly: false, idempotent: true, destructive: true },
    schema: {
      input: z => z.object({ desktop: desktopId(z) }).strict(),
      output: desktopSchema,
    },
    action: ({ input, credentials }) =>
      answer(async () => {
        const caller = await identity.callerWith(credentials);
        const session = await sessions.stop(caller, placeOf(input.desktop));
        return reportDesktop(asStopping(session), desktopsUrl);
      }),
  });
}
