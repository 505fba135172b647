import { cacheFolder } from '../../folders';
import { withLock } from '../../process/lock';
import { run } from '../../process/run';
import { QUIET_BRIDGE } from './networkPlugins';

/** The network of one cluster's pods. */
export interface PodNetwork {
  /** The bridge; has the cluster's key as its name. */
  bridge: string;
  /** The pods' addresses, CIDR. */
  subnet: string;
  /** The bridge's address: the pods' gateway, and the node's address. */
  gateway: string;
  /** The addresses of services, CIDR. */
  serviceRange: string;
}

/**
 * Makes the bridge of a cluster on a free subnet. One rule lets all its pods out under the host's address; the bridge
 * plugin could do that too, with two calls of iptables and a chain per pod that a crash leaves behind. From outside
 * nobody gets in: the host forwards packets from now on, and a desktop's only guard is that nobody can reach it.
 */
export async function setUpNetwork(key: string): Promise<PodNetwork> {
  const network = await withLock(cacheFolder('locks', 'network'), async () => {
    const taken = JSON.parse(await run('ip', ['-j', '-4', 'route']));
    const prefix = freePrefix(taken.map((route: { dst: string }) => route.dst));
    const gateway = `${prefix}.1`;
    await run('ip', ['link', 'add', key, 'type', 'bridge']);
    await run('ip', ['address', 'add', `${gateway}/24`, 'dev', key]);
    await run('ip', ['link', 'set', key, 'up']);
    return {
      bridge: key,
      subnet: `${prefix}.0/24`,
      gateway,
      serviceRange: serviceRange(prefix),
    };
  });
  for (const rule of firewallRules(key, network.subnet)) {
    await run('iptables', ['-w', ...rule]);
  }
  return network;
}

/** The first of 10.244.0 to 10.244.255 that no route (CIDR, or an address) touches. */
export function freePrefix(routes: string[]): string {
  const taken = routes.flatMap(route => {
    const [address, bits = '32'] = route.split('/');
    // A wider route, of a VPN say, is no obstacle: the narrower one of the bridge wins.
    return Number(bits) >= 24 ? [address.split('.').slice(0, 3).join('.')] : [];
  });
  const prefixes = Array.from({ length: 256 }, (_, third) => `10.244.${third}`);
  const free = prefixes.find(prefix => !taken.includes(prefix));
  if (!free) throw new Error('no subnet below 10.244.0.0/16 is free');
  return free;
}

/** A range of its own for the services of the cluster with this prefix, as if each had a kube-proxy. */
export function serviceRange(prefix: string): string {
  const third = Number(prefix.split('.')[2]);
  return `10.${96 + (third % 32)}.0.0/16`;
}

/** The rules of a cluster, each with its key as comment. */
export function firewallRules(key: string, subnet: string): string[][] {
  const comment = ['-m', 'comment', '--comment', key];
  const answers = ['-m', 'conntrack', '--ctstate', 'RELATED,ESTABLISHED'];
  const masquerade = ['-t', 'nat', '-A', 'POSTROUTING', '-s', subnet];
  return [
    [...masquerade, '!', '-d', subnet, ...comment, '-j', 'MASQUERADE'],
    // Inserted in reverse, before what Docker may have put there.
    ['-I', 'FORWARD', '-o', key, ...comment, '-j', 'DROP'],
    ['-I', 'FORWARD', '-o', key, ...answers, ...comment, '-j', 'ACCEPT'],
    ['-I', 'FORWARD', '-i', key, ...comment, '-j', 'ACCEPT'],
  ];
}

/** The configuration that the network plugins read. */
export function renderCni(network: PodNetwork, stateFolder: string): string {
  const { bridge, subnet } = network;
  const ipam = {
    type: 'host-local',
    dataDir: stateFolder,
    ranges: [[{ subnet }]],
    routes: [{ dst: '0.0.0.0/0' }],
  };
  const plugin = { type: QUIET_BRIDGE, bridge, isGateway: true, ipam };
  return JSON.stringify(
    { cniVersion: '1.0.0', name: bridge, plugins: [plugin] },
    undefined,
    2,
  );
}

/** Removes all of it, as far as it is there. The pods' ends of the links go with their namespaces. */
export async function removeNetwork(key: string): Promise<void> {
  await run('ip', ['link', 'delete', key]).catch(ignoreMissing);
  for (const table of ['nat', 'filter']) {
    const saved = await run('iptables-save', ['-t', table]);
    for (const rule of rulesOf(saved, key)) {
      await run('iptables', ['-w', '-t', table, '-D', ...rule]);
    }
  }
}

/** The rules of the cluster in the output of `iptables-save`, each from its chain on. */
export function rulesOf(saved: string, key: string): string[][] {
  return saved
    .split('\n')
    .map(line => line.replaceAll('"', '').split(' '))
    .filter(words => words[0] === '-A' && words.includes(key))
    .filter(words => words[words.indexOf('--comment') + 1] === key)
    .map(words => words.slice(1));
}

function ignoreMissing(error: Error) {
  if (!error.message.includes('Cannot find device')) throw error;
}
