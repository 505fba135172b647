import { parse } from 'yaml';
import { clusterKey, nodeFolder } from '../../folders';
import { imageStore, renderContainerd } from './containerd';
import { nameServersIn, renderKubelet } from './kubelet';

const stateDir = '/checkout/.local/clusters/test';

describe('the kubelet', () => {
  const config = parse(
    renderKubelet({
      stateDir,
      address: '10.244.3.1',
      port: 40000,
      resolvConf: '/etc/resolv.conf',
      nameServers: ['192.0.2.53'],
    }),
  );

  it('is reached on the bridge alone, and by those it knows', () => {
    expect(config).toMatchObject({
      address: '10.244.3.1',
      port: 40000,
      readOnlyPort: 0,
      healthzPort: 0,
      authentication: { anonymous: { enabled: false } },
      authorization: { mode: 'Webhook' },
    });
  });

  it('keeps to what is its own', () => {
    expect(config).toMatchObject({
      cgroupRoot: `/${clusterKey(stateDir)}`,
      containerRuntimeEndpoint: `unix://${nodeFolder(stateDir)}/containerd.sock`,
      makeIPTablesUtilChains: false,
    });
  });
});

describe('nameServersIn', () => {
  it('leaves out those that a pod cannot reach', () => {
    const text = `# nameserver 192.0.2.1
nameserver 127.0.0.53
nameserver  192.0.2.53
nameserver ::1
nameserver 2001:db8::53
search example.com
`;
    expect(nameServersIn(text)).toEqual(['192.0.2.53', '2001:db8::53']);
  });
});

describe('containerd', () => {
  it('keeps its images and its sockets apart from those of others', () => {
    const text = renderContainerd({
      root: imageStore(stateDir),
      state: `${stateDir}/run`,
      socket: `${stateDir}/containerd.sock`,
      cniConfig: `${stateDir}/cni`,
      cniFolder: '/usr/lib/cni',
    });
    expect(text).toContain(`state = "${stateDir}/run"`);
    expect(text).toContain(`address = "${stateDir}/containerd.sock"`);
    expect(text).toContain('netns_mounts_under_state_dir = true');
    expect(imageStore('/other/test')).not.toBe(imageStore(stateDir));
  });
});
