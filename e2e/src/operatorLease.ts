import { kubectl } from './testCluster';

/** For how long the portal's operator believes that somebody works in its place who never says so again. Longer than the tests. */
const HOLD_SECONDS = 900;

async function write(spec: {
  holderIdentity: string;
  leaseDurationSeconds?: number;
}): Promise<void> {
  await kubectl([
    'patch',
    'lease/vdi-operator',
    '--namespace=default',
    '--type=merge',
    `--patch=${JSON.stringify({ spec })}`,
  ]);
}

/** Takes the lease of the portal's operator, which stands by then and writes nothing. */
export const takeLease = () =>
  write({
    holderIdentity: 'browser tests',
    leaseDurationSeconds: HOLD_SECONDS,
  });

/** Lets it have its lease again: it works from now on. */
export const returnLease = () => write({ holderIdentity: '' });
