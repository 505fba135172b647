import type { ChildProcess } from 'node:child_process';

/** Keeps a child from outliving this process where that exits without having stopped it. */
export function endAtExit(child: ChildProcess): void {
  const kill = () => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}
