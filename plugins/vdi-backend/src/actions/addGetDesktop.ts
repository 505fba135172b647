import type { ActionOptions } from './ActionOptions';
import { answer } from './answer';
import { desktopId, placeOf } from './desktopId';
import { desktopSchema } from './desktopSchema';
import { reportDesktop } from './reportDesktop';

/** `get-desktop` */
export function addGetDesktop(options: ActionOptions): void {
  const { registry, identity, sessions, desktopsUrl } = options;
  registry.register({
    name: 'get-desktop',
    title: 'Get a desktop',
    description:
      'Tells how a remote desktop is: whether it runs, its address, what it waits for, when it stops, and what to do next. Asking every few seconds while it starts is no burden.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z => z.object({ desktop: desktopId(z) }).strict(),
      output: desktopSchema,
    },
    action: ({ input, credentials }) =>
      answer(async () => {
        const caller = await identity.callerWith(credentials);
        const session = await sessions.get(caller, placeOf(input.desktop));
        return reportDesktop(session, desktopsUrl);
      }),
  });
}
