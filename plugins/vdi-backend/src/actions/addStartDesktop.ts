import type { ActionOptions } from './ActionOptions';
import { answer } from './answer';
import { asStarting } from './asAsked';
import { desktopId, placeOf } from './desktopId';
import { desktopSchema } from './desktopSchema';
import { reportDesktop } from './reportDesktop';

/** `start-desktop` */
export function addStartDesktop(options: ActionOptions): void {
  const { registry, identity, sessions, desktopsUrl } = options;
  registry.register({
    name: 'start-desktop',
    title: 'Start a desktop',
    description:
      'Starts a remote desktop that was stopped, with the files that it had, and answers at once: get-desktop tells when it runs.',
    attributes: { readOnly: false, idempotent: true, destructive: false },
    schema: {
      input: z => z.object({ desktop: desktopId(z) }).strict(),
      output: desktopSchema,
    },
    action: ({ input, credentials }) =>
      answer(async () => {
        const caller = await identity.callerWith(credentials);
        const session = await sessions.start(caller, placeOf(input.desktop));
        return reportDesktop(asStarting(session), desktopsUrl);
      }),
  });
}
