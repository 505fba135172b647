/**
 * Builds the container images of this folder without Docker, for the local cluster. What is inside an image is said by its
 * Dockerfile and install.sh; what becomes of an archive is for its importer.
 */
export { buildImage } from './buildImage';
export type { BuildImageOptions } from './buildImage';
export { findImage, localRef } from './imageCache';
export type { ImageArchive } from './imageCache';
export { imageNames } from './folders';
export { ImageError } from './errors';
export type { ImageErrorCode } from './errors';
