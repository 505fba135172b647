import { ResponseError } from '@backstage/errors';

/** What a failed call means for the person. */
export type Trouble =
  'unreachable' | 'signedOut' | 'forbidden' | 'gone' | 'notInstalled' | 'other';

/** Sorts an error of the session API by who can do something about it. */
export function troubleOf(error: Error): Trouble {
  // What fetch throws when there is no answer at all, and none in time.
  if (error.name === 'TypeError' || error.name === 'TimeoutError') {
    return 'unreachable';
  }
  if (!(error instanceof ResponseError)) return 'other';
  switch (error.statusCode) {
    case 401:
      return 'signedOut';
    case 403:
      return 'forbidden';
    case 404:
      return error.body.error.code === 'VDI_SESSION_NOT_FOUND'
        ? 'gone'
        : 'notInstalled';
    case 503:
      // With a code it is the session API that answers, and says what is away and what to do.
      return error.body.error.code ? 'other' : 'unreachable';
    case 502:
    case 504:
      return 'unreachable';
    default:
      return 'other';
  }
}

/** Whether asking again at once is pointless: the server understood and refused. */
export function isRefusal(error: Error): boolean {
  return (
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  );
}

/** What the server said, without the wrapping of the client. */
export function reasonOf(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}

/** Name of the request's field at fault, where the server names one. */
export function fieldAtFault(error: Error): string | undefined {
  if (!(error instanceof ResponseError)) return undefined;
  const { field } = error.body.error;
  return typeof field === 'string' ? field : undefined;
}
