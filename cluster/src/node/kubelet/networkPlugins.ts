import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The network plugin that links pods to the cluster's bridge: distributions' own, with {@link QUIET} after it. */
export const QUIET_BRIDGE = 'quiet-bridge';

/**
 * The plugins of the distribution that are needed. They call each other by name, from the folder that they are called in.
 */
export const CNI_PLUGINS = ['bridge', 'host-local', 'loopback'];

/**
 * The host's end of a pod's link gets an IPv6 address of its own a second after the pod has started. Browsers on this machine take
 * any new address for another network, and break off what they load: often the very desktop that the pod runs, which somebody was
 * waiting for.
 */
const QUIET = `#!/bin/sh
# Calls the bridge plugin, and keeps IPv6 addresses away from the host's end of the new link.
folder=$(dirname "$0")
result=$("$folder/bridge")
status=$?
printf '%s\\n' "$result"
for link in $(printf '%s' "$result" | grep -o '"veth[0-9a-f]*"' | tr -d '"'); do
  setting=/proc/sys/net/ipv6/conf/$link/disable_ipv6
  [ ! -w "$setting" ] || echo 1 >"$setting"
done
exit "$status"
`;

/**
 * Lays out the folder that network plugins are called from.
 *
 * @param folder - to be made
 * @param cniFolder - where the distribution has its plugins
 */
export async function layOutPlugins(
  folder: string,
  cniFolder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    ...CNI_PLUGINS.map(name =>
      symlink(join(cniFolder, name), join(folder, name)),
    ),
    writeFile(join(folder, QUIET_BRIDGE), QUIET, { mode: 0o755 }),
  ]);
}
