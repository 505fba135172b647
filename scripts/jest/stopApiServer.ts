/** Stops what startApiServer started. */
export default async function stopApiServer() {
  await globalThis.vdiTestCluster?.down();
}
