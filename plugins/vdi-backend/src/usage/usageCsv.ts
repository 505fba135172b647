import type { Usage } from '@backstage-vdi/plugin-vdi-common';
import { stringify } from 'csv-stringify/sync';

/**
 * The rows of usage for a spreadsheet: RFC 4180, in UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe before
 * it: whose it is may be chosen by whoever makes a session.
 */
export function usageCsv({ by, items }: Usage): string {
  return stringify(items, {
    header: true,
    columns: [
      { key: 'from', header: 'from' },
      { key: 'to', header: 'to' },
      { key: 'key', header: by },
      { key: 'desktops', header: 'desktops' },
      { key: 'runs', header: 'runs' },
      { key: 'sessionHours', header: 'session_hours' },
      { key: 'gpuHours', header: 'gpu_hours' },
      { key: 'unknownSessionHours', header: 'unknown_session_hours' },
      { key: 'unknownGpuHours', header: 'unknown_gpu_hours' },
    ],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
