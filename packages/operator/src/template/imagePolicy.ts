import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Settings } from '../settings';

/** The digests that the OCI image specification names. */
const DIGEST = /@(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/**
 * Why no new desktop may be made from a template's image, as a sentence for people; `undefined` where one may. A tag may lead to another
 * image tomorrow, a digest never does.
 */
export function imageRefusal(
  { spec: { image } }: VDITemplate,
  { requireDigest }: Settings,
): string | undefined {
  return requireDigest && !DIGEST.test(image)
    ? `The template's image has to be named by its digest here, such as registry.example.com/desktop@sha256:…, and is named ${image}.`
    : undefined;
}
