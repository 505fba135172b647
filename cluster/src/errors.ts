/** What went wrong, for programs; the message is for people. */
export type ClusterErrorCode =
  | 'GO_MISSING'
  | 'BUILD_FAILED'
  | 'COMMAND_FAILED'
  | 'COMPONENT_EXITED'
  | 'INVALID_NAME'
  | 'NODE_UNAVAILABLE'
  | 'NOT_READY'
  | 'UNSUPPORTED_PLATFORM'
  | 'ALREADY_RUNNING'
  | 'NOT_RUNNING';

/** Thrown by everything in this package: what was wanted, what was found, what to do. */
export class ClusterError extends Error {
  constructor(
    readonly code: ClusterErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ClusterError';
  }
}
