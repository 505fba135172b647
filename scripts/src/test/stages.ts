import type { Counts } from './counts';
import type { Need } from './prepare';
import type { Runners } from './Runners';
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
  run(runners: Runners, options: StageOptions): Promise<Counts>;
}

/** All of them, the quick ones first. */
export const STAGES: Stage[] = [
  {
    name: 'types',
    title: 'the compiler on everything',
    needs: [],
    run: runners =>
      runners.check('tsc', ['--noEmit', '--incremental', 'false']),
  },
  {
    name: 'lint',
    title: 'rules, direction of dependencies, format',
    needs: [],
    run: runners => runners.check('npm', ['run', '--silent', 'lint:all']),
  },
  {
    name: 'generated',
    title: 'types of the API match the CRDs',
    needs: [],
    run: runners =>
      runners.check('tsx', ['scripts/src/generate.ts', '--check']),
  },
  {
    name: 'unit',
    title: 'each part alone',
    needs: [],
    // CI keeps Jest from waiting for changes of files.
    run: runners =>
      runners.jest('unit', 'backstage-cli', ['repo', 'test'], { CI: 'true' }),
  },
  {
    name: 'cluster',
    title: 'the local Kubernetes comes up and leaves nothing behind',
    needs: ['cluster'],
    run: runners =>
      runners.jest('cluster', 'jest', ['-c', 'scripts/jest/cluster.config.js']),
  },
  {
    name: 'api',
    title: 'operator and session API on a real API server',
    needs: ['cluster', 'shell'],
    run: runners =>
      runners.jest('api', 'jest', ['-c', 'scripts/jest/api.config.js']),
  },
  {
    name: 'fuzz',
    title: 'requests to the session API as nobody would write them',
    needs: ['cluster', 'schemathesis'],
    run: (runners, { seed }) =>
      runners.jest('fuzz', 'jest', ['-c', 'scripts/jest/fuzz.config.js'], {
        VDI_TEST_SCHEMATHESIS: schemathesisPython(),
        VDI_TEST_SEED: seed,
      }),
  },
  {
    name: 'turn',
    title: 'credentials of the portal on a real relay',
    needs: ['turnserver'],
    run: runners =>
      runners.jest('turn', 'jest', ['-c', 'scripts/jest/turn.config.js']),
  },
  {
    name: 'database',
    title: 'what the portal keeps, in a real PostgreSQL',
    needs: ['postgres'],
    run: runners =>
      runners.jest('database', 'jest', [
        '-c',
        'scripts/jest/database.config.js',
      ]),
  },
  {
    name: 'faults',
    title: 'what network, API server and etcd can do to the operator',
    needs: ['cluster'],
    run: runners =>
      runners.jest('faults', 'jest', ['-c', 'scripts/jest/faults.config.js']),
  },
  {
    name: 'browser',
    title: 'npm start, a real desktop on a real node, and a browser',
    needs: ['cluster', 'image', 'chromium', 'turnserver'],
    run: runners => runners.playwright('browser', 'e2e/playwright.config.ts'),
  },
];
