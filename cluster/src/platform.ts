import { ClusterError } from './errors';

/** Throws `UNSUPPORTED_PLATFORM` where there is no `/proc`, by which processes are told apart. */
export function requireLinux(): void {
  if (process.platform === 'linux') return;
  throw new ClusterError(
    'UNSUPPORTED_PLATFORM',
    `The local cluster runs on Linux, and this is ${process.platform}. ` +
      'Use a Linux machine (a virtual one or WSL will do), or an existing cluster by VDI_KUBECONTEXT.',
  );
}
