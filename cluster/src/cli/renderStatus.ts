import { readFile } from 'node:fs/promises';
import { ComponentStatus } from '../cluster';

/** A table of the components: name, process, whether it is alive, resident memory, port. */
export async function renderStatus(
  components: ComponentStatus[],
): Promise<string> {
  const rows = await Promise.all(
    components.map(async ({ name, pid, alive, port }) => [
      name,
      String(pid),
      alive ? 'yes' : 'DEAD',
      alive ? await residentMemory(pid) : '',
      String(port ?? ''),
    ]),
  );
  return renderTable([
    ['COMPONENT', 'PID', 'ALIVE', 'MEMORY', 'PORT'],
    ...rows,
  ]);
}

/** Pads the columns to the longest of their cells. */
export function renderTable(rows: string[][]): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

async function residentMemory(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  return `${Math.round(kibibytes / 1024)} MiB`;
}
