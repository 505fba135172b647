import { ClusterError } from '../errors';

/**
 * The environment of every call of Go. Without cgo the programs are the same on every machine, with a C compiler or
 * without, and static.
 */
export function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
}

/** The error for people when `error` says that there is no Go; undefined otherwise. */
export function goMissing(error: unknown): ClusterError | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
    ? new ClusterError(
        'GO_MISSING',
        'The local cluster is built from source, which needs Go 1.26 or newer, and there is no "go" in the PATH. ' +
          'Install it (https://go.dev/doc/install) and try again.',
        { cause: error },
      )
    : undefined;
}
