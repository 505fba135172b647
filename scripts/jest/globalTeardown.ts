import { stopSharedCluster } from './sharedCluster';

/** Jest's end after all files; runs in the process of globalSetup. */
export default async function globalTeardown() {
  await stopSharedCluster();
}
