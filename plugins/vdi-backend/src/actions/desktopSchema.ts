import { PHASES } from '@backstage-vdi/plugin-vdi-common';
import type { z as Z } from 'zod/v3';
import type { Zod } from './zod';

/** What agents are told of a desktop. */
export function desktopSchema(z: Zod) {
  return z.object({
    id: z.string().describe('Names it in the other actions.'),
    title: z.string().describe('What people call it.'),
    template: z.string().describe('The kind of desktop that it is.'),
    owner: z
      .string()
      .describe(
        'Entity ref of the user that it belongs to; an e-mail address where it was made with kubectl.',
      ),
    state: z
      .string()
      .describe('How it is, in the words that people see on its page.'),
    phase: z.enum(PHASES).describe('The same for programs.'),
    reason: z.string().optional().describe('Why, for programs.'),
    sentence: z
      .string()
      .optional()
      .describe('Why, for people: what it waits for, or when it stops.'),
    next: z.string().describe('What to do next.'),
    address: z
      .string()
      .optional()
      .describe(
        'Where a person works in it, in a browser. Only while it answers there.',
      ),
    page: z
      .string()
      .describe(
        'Page of the portal that shows its progress, and opens it as soon as it runs.',
      ),
    stopsAt: z
      .object({ time: z.string(), reason: z.string() })
      .optional()
      .describe('When it stops by itself (RFC 3339), and why.'),
    createdAt: z.string().describe('When it was requested (RFC 3339).'),
    startedAt: z.string().optional().describe('Since when it runs.'),
    stoppedAt: z.string().optional().describe('When it stopped.'),
    timeout: z.string().describe('Its longest run, as a Go duration.'),
    idleTimeout: z
      .string()
      .optional()
      .describe('How long nobody may be connected. For ever where absent.'),
    size: z.object({
      gpu: z.number().optional().describe('GPUs; absent on a CPU desktop.'),
      cpu: z.string().optional(),
      memory: z.string(),
    }),
    homeSize: z
      .string()
      .optional()
      .describe('Size of the volume with its files; absent without one.'),
    entityRef: z
      .string()
      .optional()
      .describe('Catalog entity that it belongs to.'),
  });
}

/** {@link desktopSchema}, as a value. */
export type DesktopReport = Z.infer<ReturnType<typeof desktopSchema>>;
