/** What went wrong, for programs; the message is for people. */
export type ImageErrorCode =
  | 'UNKNOWN_IMAGE'
  | 'UNSUPPORTED_DOCKERFILE'
  | 'BUILDER_UNAVAILABLE'
  | 'BUILD_FAILED';

/** Thrown by everything in this package: what was wanted, what was found, what to do. */
export class ImageError extends Error {
  constructor(
    readonly code: ImageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ImageError';
  }
}
