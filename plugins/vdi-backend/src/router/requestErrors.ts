import { CustomErrorBase, NotFoundError } from '@backstage/errors';

// The status is on the prototype: Backstage takes it from there, and tells whatever an error has of its own.

/** The body is larger than any request needs. Answered with 413. */
export class BodyTooLargeError extends CustomErrorBase {
  readonly name = 'PayloadTooLargeError';
  readonly code = 'VDI_BODY_TOO_LARGE';
  get statusCode(): number {
    return 413;
  }
}

/** The body is not of a type that can be read. Answered with 415. */
export class NotJsonError extends CustomErrorBase {
  readonly name = 'UnsupportedMediaTypeError';
  readonly code = 'VDI_NOT_JSON';
  get statusCode(): number {
    return 415;
  }
}

/** The path is one of the API's, and knows no such method. Answered with 405. */
export class NoSuchMethodError extends CustomErrorBase {
  readonly name = 'MethodNotAllowedError';
  readonly code = 'VDI_NO_SUCH_METHOD';
  get statusCode(): number {
    return 405;
  }
}

/** The path is none of the API's. Answered with 404. */
export class NoSuchPathError extends NotFoundError {
  readonly code = 'VDI_NO_SUCH_PATH';
}
