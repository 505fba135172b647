/**
 * Compares two resource versions of one resource: negative when `a` is older, 0 when they are the same, positive when `a` is newer.
 *
 * Since Kubernetes 1.35 resource versions are promised to be comparable decimal integers without leading zeros, of any
 * size (KEP-5504); etcd-backed servers always made them so. Of such numbers the longer is the greater and equal lengths
 * compare like text, which spares the hot path a BigInt per object.
 */
export function compareResourceVersions(a: string, b: string): number {
  if (a.length !== b.length) {
    return a.length - b.length;
  }
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
