import type { Counts } from './counts';
import type { Need } from './prepare';
import { runCheck, runJest, runPlaywright } from './runners';
import { schemathesisPython } from './schemathesis';

/** What may be said beside the names of stages. */
export interface StageOptions {
  /** Where requests that are made up begin. */
  seed?: string;
}

/** A part of the tests. */
export interface Stage {
  name: string;
  title: string;
  needs: Need[];
  run(options: StageOptions): Promise<Counts>;
}

/** All of them, the quick ones first. */
export const STAGES: Stage[] = [
  {
    name: 'types',
    title: 'the compiler on everything',
    needs: [],
    run: () => runCheck('tsc', ['--noEmit', '--incremental', 'false']),
  },
  {
    name: 'lint',
    title: 'rules, direction of dependencies, format',
    needs: [],
    run: () => runCheck('npm', ['run', '--silent', 'lint:all']),
  },
  {
    name: 'generated',
    title: 'types of the API match the CRDs',
    needs: [],
    run: () => runCheck('tsx', ['scripts/src/generate.ts', '--check']),
  },
  {
    name: 'unit',
    title: 'each part alone',
    needs: [],
    // CI keeps Jest from waiting for changes of files.
    run: () =>
      runJest('unit', 'backstage-cli', ['repo', 'test'], { CI: 'true' }),
  },
  {
    name: 'cluster',
    title: 'the local Kubernetes comes up and leaves nothing behind',
    needs: ['cluster'],
    run: () =>
      runJest('cluster', 'jest', ['-c', 'scripts/jest/cluster.config.js']),
  },
  {
    name: 'api',
    title: 'operator and session API on a real API server',
    needs: ['cluster', 'shell'],
    run: () => runJest('api', 'jest', ['-c', 'scripts/jest/api.config.js']),
  },
  {
    name: 'fuzz',
    title: 'requests to the session API as nobody would write them',
    needs: ['cluster', 'schemathesis'],
    run: ({ seed }) =>
      runJest('fuzz', 'jest', ['-c', 'scripts/jest/fuzz.config.js'], {
        VDI_TEST_SCHEMATHESIS: schemathesisPython(),
        VDI_TEST_SEED: seed,
      }),
  },
  {
    name: 'turn',
    title: 'credentials of the portal on a real relay',
    needs: ['turnserver'],
    run: () => runJest('turn', 'jest', ['-c', 'scripts/jest/turn.config.js']),
  },
  {
    name: 'database',
    title: 'what the portal keeps, in a real PostgreSQL',
    needs: ['postgres'],
    run: () =>
      runJest('database', 'jest', ['-c', 'scripts/jest/database.config.js']),
  },
  {
    name: 'faults',
    title: 'what network, API server and etcd can do to the operator',
    needs: ['cluster'],
    run: () =>
      runJest('faults', 'jest', ['-c', 'scripts/jest/faults.config.js']),
  },
  {
    name: 'browser',
    title: 'npm start, a real desktop on a real node, and a browser',
    needs: ['cluster', 'image', 'chromium', 'turnserver'],
    run: () => runPlaywright('browser', 'e2e/playwright.config.ts'),
  },
];
