import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The terminal tells every process of Ctrl-C. Of these it may be that only this one is told. */
const PASSED_ON = ['SIGTERM', 'SIGHUP'] as const;

/** Runs a program in this terminal, which ends when this process is to end, and returns its exit code. */
export async function passOn(program: string, args: string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit' });
  const wait = () => {};
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGINT', wait);
  for (const signal of PASSED_ON) process.on(signal, pass);
  try {
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    process.off('SIGINT', wait);
    for (const signal of PASSED_ON) process.off(signal, pass);
  }
}
