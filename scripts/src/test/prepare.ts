import {
  buildComponents,
  preparePostgres,
  prepareTurnserver,
} from '@backstage-vdi/cluster';
import { installChromium } from '@backstage-vdi/e2e';
import { buildImage } from '@backstage-vdi/images';
import { prepareShell } from './prepareShell';
import { prepareSchemathesis } from './schemathesis';

/** What a part of the tests needs to be there before it can run. */
export type Need =
  | 'cluster'
  | 'image'
  | 'chromium'
  | 'turnserver'
  | 'postgres'
  | 'schemathesis'
  | 'shell';

interface Options {
  log(line: string): void;
  signal: AbortSignal;
}

const PREPARATIONS: Record<Need, (options: Options) => Promise<unknown>> = {
  cluster: buildComponents,
  image: async options => {
    // One after the other: each is as fast as the disk.
    await buildImage('desktop-novnc', options);
    await buildImage('desktop-selkies', options);
  },
  chromium: installChromium,
  turnserver: prepareTurnserver,
  postgres: preparePostgres,
  schemathesis: prepareSchemathesis,
  shell: prepareShell,
};

/** Starts to prepare what is needed, in the background, until the signal aborts. */
export function prepare(needs: Need[], signal: AbortSignal) {
  const log = (line: string) => process.stderr.write(`   ${line}\n`);
  const running = new Map<Need, Promise<string | undefined>>();
  for (const need of new Set(needs)) {
    running.set(
      need,
      PREPARATIONS[need]({ log, signal }).then(
        () => undefined,
        error => `${need} is missing: ${error.message}`,
      ),
    );
  }
  return {
    /** Waits for these. Tells what is missing, and nothing when all is there. Throws the signal's reason when it has aborted. */
    async missing(of: Need[]): Promise<string | undefined> {
      const answers = await Promise.all(of.map(need => running.get(need)));
      signal.throwIfAborted();
      return answers.filter(Boolean).join('\n') || undefined;
    },
    /** Waits until nothing is being prepared any more. */
    async ended(): Promise<void> {
      await Promise.all(running.values());
    },
  };
}
