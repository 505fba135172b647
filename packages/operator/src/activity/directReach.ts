import { BlockList, isIP, isIPv6 } from 'node:net';
import { getText, ProbeError } from './getText';
import type { Reach } from './reach';

/** Addresses that no pod has and the API server's own proxy refuses too: this machine, and a cloud's metadata. */
const REFUSED = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 4],
] as const) {
  REFUSED.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  REFUSED.addSubnet(net, prefix, 'ipv6');
}

/** Whether a pod can have this address: the kubelet of a node that somebody took over may say any. */
export function isPodAddress(ip: string): boolean {
  return isIP(ip) !== 0 && !REFUSED.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4');
}

/** Asks pods at their own address, from inside the cluster. Sends no credentials, so that no certificate needs to be checked. */
export const directReach: Reach = {
  async get({ pod, runtime }, path, options) {
    if (!isPodAddress(pod.ip)) {
      throw new ProbeError(`has the address ${pod.ip}, which no pod can have`);
    }
    const { scheme, port } = runtime;
    // Connections that are kept would cost more memory than new ones cost time.
    return getText(
      {
        protocol: `${scheme}:`,
        host: pod.ip,
        port,
        path,
        agent: false,
        rejectUnauthorized: false,
      },
      options,
    );
  },
};
