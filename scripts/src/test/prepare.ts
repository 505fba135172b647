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

const log = (line: string) => process.stderr.write(`   ${line}\n`);

const PREPARATIONS: Record<Need, () => Promise<unknown>> = {
  cluster: () => buildComponents({ log }),
  image: async () => {
    // One after the other: each is as fast as the disk.
    await buildImage('desktop-novnc', { log });
    await buildImage('desktop-selkies', { log });
  },
  chromium: () => installChromium({ log }),
  turnserver: () => prepareTurnserver({ log }),
  postgres: () => preparePostgres({ log }),
  schemathesis: () => prepareSchemathesis({ log }),
  shell: () => prepareShell({ log }),
};

/** Starts to prepare what is needed, in the background. */
export function prepare(needs: Need[]) {
  const running = new Map<Need, Promise<string | undefined>>();
  for (const need of new Set(needs)) {
    running.set(
      need,
      PREPARATIONS[need]().then(
        () => undefined,
        error => `${need} is missing: ${error.message}`,
      ),
    );
  }
  return {
    /** Waits for these. Tells what is missing, and nothing when all is there. */
    async missing(of: Need[]): Promise<string | undefined> {
      const answers = await Promise.all(of.map(need => running.get(need)));
      return answers.filter(Boolean).join('\n') || undefined;
    },
  };
}
