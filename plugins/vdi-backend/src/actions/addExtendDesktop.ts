import type { ActionOptions } from './ActionOptions';
import { answer } from './answer';
import { desktopId, placeOf } from './desktopId';
import { desktopSchema } from './desktopSchema';
import { reportDesktop } from './reportDesktop';
import { textField } from './textField';

/** `extend-desktop` */
export function addExtendDesktop(options: ActionOptions): void {
  const { registry, identity, sessions, spec, desktopsUrl } = options;
  registry.register({
    name: 'extend-desktop',
    title: 'Give a desktop more time',
    description:
      'Gives a remote desktop that runs more time before it stops, up to what its kind allows. Each call adds. get-desktop has the new `stopsAt` a moment later.',
    attributes: { readOnly: false, idempotent: false, destructive: false },
    schema: {
      input: z =>
        z
          .object({
            desktop: desktopId(z),
            by: textField(z, spec, 'Duration')
              .optional()
              .describe(
                'How much to add, as a Go duration such as 2h. Default: an hour; one that would stop because nobody is connected is only kept.',
              ),
          })
          .strict(),
      output: desktopSchema,
    },
    action: ({ input, credentials }) =>
      answer(async () => {
        const { desktop, ...extension } = input;
        const caller = await identity.callerWith(credentials);
        const ref = placeOf(desktop);
        const session = await sessions.extend(caller, ref, extension);
        return reportDesktop(session, desktopsUrl);
      }),
  });
}
