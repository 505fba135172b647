import type { ActionOptions } from './ActionOptions';
import { answer } from './answer';
import { desktopSchema } from './desktopSchema';
import { reportDesktop } from './reportDesktop';
import { textField } from './textField';

/** `request-desktop` */
export function addRequestDesktop(options: ActionOptions): void {
  const { registry, identity, sessions, spec, desktopsUrl } = options;
  registry.register({
    name: 'request-desktop',
    title: 'Request a desktop',
    description:
      'Makes a remote desktop for the person you act for, and answers at once: it starts afterwards, which takes seconds, or longer where it waits for a GPU. get-desktop tells when it runs. Each call makes one, but those with the same `idempotencyKey`.',
    attributes: { readOnly: false, idempotent: false, destructive: false },
    schema: {
      input: z =>
        z
          .object({
            template: textField(z, spec, 'TemplateName').describe(
              'The kind of desktop: a `name` of list-desktop-templates.',
            ),
            cluster: textField(z, spec, 'ClusterName')
              .optional()
              .describe(
                'Where it is to run, where several clusters have the kind: the `cluster` that list-desktop-templates has beside its `name`. Default: the first of them.',
              ),
            title: textField(z, spec, 'Title')
              .optional()
              .describe(
                'What to call it. Default: the name of its kind, and a number.',
              ),
            resources: z
              .object({
                gpu: z.number().int().min(1).max(64).optional(),
                cpu: textField(z, spec, 'Quantity')
                  .optional()
                  .describe('Such as 2 or 500m.'),
                memory: textField(z, spec, 'Quantity')
                  .optional()
                  .describe('Such as 8Gi.'),
              })
              .strict()
              .optional()
              .describe(
                'Its size, within what its kind allows. Default: the size of its kind.',
              ),
            homeSize: textField(z, spec, 'Quantity')
              .optional()
              .describe('Size of the volume with its files, such as 20Gi.'),
            timeout: textField(z, spec, 'Duration')
              .optional()
              .describe(
                'How long it may run, within what its kind allows: a Go duration such as 4h. Ask for no more than is needed.',
              ),
            entityRef: textField(z, spec, 'EntityRef')
              .optional()
              .describe(
                'The catalog entity that it is for, such as component:default/render-farm.',
              ),
            owner: textField(z, spec, 'UserRef')
              .optional()
              .describe(
                'Whose it is to be, where not of the person you act for. For administrators of desktops only.',
              ),
            idempotencyKey: textField(z, spec, 'IdempotencyKey')
              .optional()
              .describe(
                'A text of your choice, different for every desktop that is wanted: what it is for, such as scene-4. A call that is made again with it, and is the same otherwise, gives the same desktop; when that is deleted a new one, with its files.',
              ),
          })
          .strict(),
      output: desktopSchema,
    },
    action: ({ input, credentials }) =>
      answer(async () => {
        const { idempotencyKey, ...request } = input;
        const caller = await identity.callerWith(credentials);
        const session = await sessions.create(caller, request, idempotencyKey);
        return reportDesktop(session, desktopsUrl);
      }),
  });
}
