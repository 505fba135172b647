import { PHASES } from '@backstage-vdi/plugin-vdi-common';
import type { ActionOptions } from './ActionOptions';
import { answer } from './answer';
import { desktopSchema } from './desktopSchema';
import { reportDesktop } from './reportDesktop';
import { textField } from './textField';

/** `list-desktops` */
export function addListDesktops(options: ActionOptions): void {
  const { registry, identity, sessions, spec, desktopsUrl } = options;
  registry.register({
    name: 'list-desktops',
    title: 'List desktops',
    description:
      'Lists the remote desktops that the person you act for may see, newest first: machines with a screen, some with GPUs, that people work in with their browser. Tells of each how it is, its address, when it stops, and what to do next.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z
          .object({
            owner: textField(z, spec, 'OwnerFilter')
              .optional()
              .describe(
                'Only those of this user: `me` for the person you act for, or an entity ref.',
              ),
            template: textField(z, spec, 'TemplateName')
              .optional()
              .describe('Only those of this kind.'),
            phase: z
              .enum(PHASES)
              .optional()
              .describe('Only those in this phase.'),
            entityRef: textField(z, spec, 'EntityRef')
              .optional()
              .describe(
                'Only those that belong to this catalog entity, such as component:default/render-farm.',
              ),
            cluster: textField(z, spec, 'ClusterName')
              .optional()
              .describe('Only those in this cluster.'),
            limit: z
              .number()
              .int()
              .min(1)
              .max(50)
              .default(20)
              .describe('How many at most.'),
            cursor: z
              .string()
              .min(1)
              .max(1024)
              .optional()
              .describe(
                '`nextCursor` of the list before, with the same filters: gives those after it.',
              ),
          })
          .strict(),
      output: z =>
        z.object({
          desktops: z.array(desktopSchema(z)),
          nextCursor: z
            .string()
            .optional()
            .describe('There are more; call again with it as `cursor`.'),
          clusters: z
            .array(
              z.object({
                name: z.string(),
                state: z.enum(['ok', 'stale', 'unavailable']),
                since: z.string().optional(),
                message: z.string().optional(),
              }),
            )
            .describe(
              'How far the list can be relied on. `stale`: the cluster cannot be reached, and its desktops are as they were known last; `unavailable`: nothing is known of its desktops.',
            ),
        }),
    },
    action: ({ input, credentials }) =>
      answer(async () => {
        const caller = await identity.callerWith(credentials);
        const { items, ...rest } = await sessions.list(caller, input);
        return {
          desktops: items.map(session => reportDesktop(session, desktopsUrl)),
          ...rest,
        };
      }),
  });
}
