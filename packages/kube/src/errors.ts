import { ConnectionError } from './connection';
import { Status } from './object';

/**
 * What went wrong, for programs:
 * - `KUBE_STATUS`: the API server answered with an error; see `status` and `reason`.
 * - `KUBE_UNREACHABLE`: no connection, or it broke.
 * - `KUBE_TIMEOUT`: nothing came in time.
 * - `KUBE_BAD_REPLY`: something came that is not what the API server says, such as a proxy's page or half a line.
 */
export type KubeErrorCode =
  'KUBE_STATUS' | 'KUBE_UNREACHABLE' | 'KUBE_TIMEOUT' | 'KUBE_BAD_REPLY';

/** A call to the API server that did not succeed. */
export class KubeError extends Error {
  readonly name = 'KubeError';
  readonly code: KubeErrorCode;
  /** HTTP status; 0 when there was no reply. */
  readonly status: number;
  /** The reason of the API server's Status, such as `NotFound`; empty when it gave none. */
  readonly reason: string;
  /** How long the server asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
  /**
   * True for a write of which nobody knows whether it was applied: its reply was lost, or the server failed half-way.
   * Do not repeat it blindly; look at the object first.
   */
  readonly ambiguous: boolean;
  /** The server's whole answer, when it was a Status. */
  readonly details?: Status['details'];

  constructor(
    message: string,
    fields: {
      code: KubeErrorCode;
      status?: number;
      reason?: string;
      retryAfterMs?: number;
      ambiguous?: boolean;
      details?: Status['details'];
      cause?: unknown;
    },
  ) {
    super(message, 'cause' in fields ? { cause: fields.cause } : undefined);
    this.code = fields.code;
    this.status = fields.status ?? 0;
    this.reason = fields.reason ?? '';
    this.retryAfterMs = fields.retryAfterMs;
    this.ambiguous = fields.ambiguous ?? false;
    this.details = fields.details;
  }
}

function hasStatus(error: unknown, status: number, reason?: string): boolean {
  return (
    error instanceof KubeError &&
    error.status === status &&
    (reason === undefined || error.reason === reason)
  );
}

/** The object, or its whole resource, does not exist. */
export const isNotFound = (error: unknown) => hasStatus(error, 404);

/** A create met an object of that name. */
export const isAlreadyExists = (error: unknown) =>
  hasStatus(error, 409, 'AlreadyExists');

/** The object changed since it was read, or a precondition does not hold. */
export const isConflict = (error: unknown) => hasStatus(error, 409, 'Conflict');

/** The resource version or the list page asked for is no longer kept. */
export const isGone = (error: unknown) => hasStatus(error, 410);

/** The credentials do not allow this. */
export const isForbidden = (error: unknown) => hasStatus(error, 403);

/** The object was refused as invalid, or a JSON Patch `test` failed. */
export const isInvalid = (error: unknown) => hasStatus(error, 422);

/** A JSON patch met another object than it was made for: a lost race. The API server gives no cause, as it does of a field that is invalid. */
const isFailedTest = ({ status, details }: KubeError) =>
  status === 422 && !details?.causes?.length;

/**
 * Whether the same call may well succeed a little later without anybody doing anything: the network, an overloaded or
 * restarting server, a lost race.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof ConnectionError) {
    return true;
  }
  return (
    error instanceof KubeError &&
    (error.status === 0 ||
      error.status === 401 ||
      error.status === 409 ||
      error.status === 429 ||
      isFailedTest(error) ||
      error.status >= 500)
  );
}
