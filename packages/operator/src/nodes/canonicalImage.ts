/** Where an image comes from that names no registry. */
const DEFAULT_REGISTRY = 'docker.io';

/**
 * One spelling of an image's name, as nodes have it: with its registry, and with its digest where it has one, else with its tag. By a
 * digest a node knows an image whatever its tag.
 *
 * @see https://github.com/distribution/reference for what the short forms mean
 */
export function canonicalImage(image: string): string {
  const [named, digest] = image.split('@', 2);
  const slash = named.indexOf('/');
  const host = slash < 0 ? '' : named.slice(0, slash);
  const hasRegistry = /[.:]/.test(host) || host === 'localhost';
  const registry =
    hasRegistry && host !== 'index.docker.io' ? host : DEFAULT_REGISTRY;
  const path = hasRegistry ? named.slice(slash + 1) : named;
  const [repository, tag = 'latest'] = path.split(':', 2);
  const official = registry === DEFAULT_REGISTRY && !repository.includes('/');
  const full = `${registry}/${official ? 'library/' : ''}${repository}`;
  return digest ? `${full}@${digest}` : `${full}:${tag}`;
}
