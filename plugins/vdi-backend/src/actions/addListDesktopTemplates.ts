import { listTemplates } from '../service/listTemplates';
import type { ActionOptions } from './ActionOptions';
import { answer } from './answer';

/** `list-desktop-templates` */
export function addListDesktopTemplates(options: ActionOptions): void {
  const { registry, identity } = options;
  registry.register({
    name: 'list-desktop-templates',
    title: 'List kinds of desktops',
    description:
      'Lists the kinds of remote desktops that the person you act for can request: what each is for, its size, its GPU, and how long it runs. Call it before request-desktop.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z => z.object({}).strict(),
      output: z =>
        z.object({
          templates: z.array(
            z.object({
              name: z.string().describe('`template` of request-desktop.'),
              cluster: z
                .string()
                .describe(
                  '`cluster` of request-desktop: to be named only where several have the kind.',
                ),
              displayName: z.string(),
              description: z.string().optional(),
              docsUrl: z.string().optional(),
              tags: z.array(z.string()),
              gpu: z
                .object({
                  sharing: z
                    .enum(['none', 'slice', 'time'])
                    .optional()
                    .describe(
                      'Whether a desktop has all of a GPU (`none`), a part with a wall around it (`slice`), or takes turns with others (`time`).',
                    ),
                  note: z.string().optional(),
                })
                .optional()
                .describe('Its GPU; absent on a CPU desktop.'),
              size: z
                .object({
                  gpu: z.number().optional(),
                  cpu: z.string().optional(),
                  memory: z.string(),
                })
                .describe('What a desktop gets that asks for nothing else.'),
              timeout: z.string().describe('Longest run, as a Go duration.'),
              deprecated: z
                .object({
                  message: z.string().optional(),
                  replacement: z.string().optional(),
                })
                .optional()
                .describe('Why not to choose it any more, and what instead.'),
            }),
          ),
        }),
    },
    action: ({ credentials }) =>
      answer(async () => {
        const caller = await identity.callerWith(credentials);
        const { items } = await listTemplates(caller, options);
        return {
          templates: items.map(({ resources, ...template }) => ({
            ...template,
            size: resources,
          })),
        };
      }),
  });
}
