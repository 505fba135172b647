import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, clusterFolder, startCluster } from '../src';
import { clusterKey } from '../src/folders';
import { packShellImage } from './packShellImage';
import { NOTHING, tracesOf } from './traces';

const IMAGE = 'docker.io/test/shell:1';
const names = ['test-kubelet-a', 'test-kubelet-b'];
const [folderA, folderB] = names.map(clusterFolder);

describe('two clusters with a real node', () => {
  let a: Cluster;
  let b: Cluster;

  beforeAll(async () => {
    [a, b] = await Promise.all(
      names.map(name => startCluster({ name, node: 'kubelet' })),
    );
  });
  afterAll(async () => {
    await Promise.all([a?.down(), b?.down()]);
  });

  it('load an image, once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'image-'));
    const archive = packShellImage(folder, IMAGE);
    expect(await a.loadImage(archive)).toEqual([IMAGE]);
    expect(await b.loadImage(archive)).toEqual([IMAGE]);

    // What says which image it is, and nothing of the image: enough for one that is there.
    writeFileSync(archive, readFileSync(archive).subarray(0, 1024));
    expect(await a.loadImage(archive)).toEqual([IMAGE]);
    rmSync(folder, { recursive: true });
  });

  it('run pods, each in a network of its own', async () => {
    const subnets = await Promise.all(
      [a, b].map(async cluster => {
        await cluster.apply(pod('first'));
        await ready(cluster, 'first');
        expect(await cluster.kubectl(['logs', 'first'])).toBe('started\n');
        const address = await field(cluster, 'pod/first', '{.status.podIP}');
        return address.replace(/\d+$/, '0/24');
      }),
    );
    expect(subnets[0]).not.toBe(subnets[1]);
  });

  it('give this machine no address of a pod, at which browsers would break off what they load', () => {
    const links = JSON.parse(
      execFileSync('ip', ['-j', 'link', 'show', 'type', 'veth'], {
        encoding: 'utf8',
      }),
    ).filter(({ master }: { master?: string }) =>
      [folderA, folderB].map(clusterKey).includes(master ?? ''),
    );
    expect(links).not.toHaveLength(0);
    for (const { ifname } of links) {
      const setting = `/proc/sys/net/ipv6/conf/${ifname}/disable_ipv6`;
      expect(readFileSync(setting, 'utf8')).toBe('1\n');
    }
  });

  it('keep what a pod wrote for the next, and delete it with its claim', async () => {
    await a.apply(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: home }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`);
    await a.apply(pod('writer', { home: true }));
    await ready(a, 'writer');
    const write = 'echo remember me > /home/note';
    await a.kubectl(['exec', 'writer', '--', 'sh', '-c', write]);
    await a.kubectl(['delete', 'pod', 'writer', '--now']);

    await a.apply(pod('reader', { home: true }));
    await ready(a, 'reader');
    expect(await a.kubectl(['exec', 'reader', '--', 'cat', '/home/note'])).toBe(
      'remember me\n',
    );

    const volume = await field(a, 'pvc/home', '{.spec.volumeName}');
    const path = await field(a, `pv/${volume}`, '{.spec.local.path}');
    expect(existsSync(join(path, 'note'))).toBe(true);
    await a.kubectl(['delete', 'pod', 'reader', '--now']);
    await a.kubectl(['delete', 'pvc', 'home']);
    await a.kubectl(['wait', '--for=delete', `pv/${volume}`]);
    expect(existsSync(path)).toBe(false);
  });

  it('count their GPUs', async () => {
    await a.apply(pod('three', { gpus: 3 }));
    await ready(a, 'three');
    await a.apply(pod('two-more', { gpus: 2 }));
    const unscheduled = '--for=condition=PodScheduled=false';
    await a.kubectl(['wait', unscheduled, 'pod/two-more']);
    const why = '{.status.conditions[?(@.type=="PodScheduled")].message}';
    expect(await field(a, 'pod/two-more', why)).toContain(
      'Insufficient nvidia.com/gpu',
    );
  });

  it('leave nothing of one, and the other alone', async () => {
    // The probe sees what it looks for.
    const traces = await tracesOf(folderA);
    expect(traces.processes.join('\n')).toContain('sleep infinity');
    const kinds = Object.values(traces).map(found => found.length);
    expect(Math.min(...kinds)).toBeGreaterThan(0);

    await a.down();
    expect(await tracesOf(folderA)).toEqual(NOTHING);
    expect(await b.kubectl(['logs', 'first'])).toBe('started\n');
    await b.apply(pod('second'));
    await ready(b, 'second');
  });

  it('leave nothing when everything was killed before', async () => {
    for (const pid of Object.values(b.pids)) process.kill(pid, 'SIGKILL');
    await b.down();
    expect(await tracesOf(folderB)).toEqual(NOTHING);
  });

  it('come up again with the images of before, and without the pods', async () => {
    b = await startCluster({ name: names[1], node: 'kubelet' });
    expect(await b.kubectl(['get', 'pods', '-o', 'name'])).toBe('');
    await b.apply(pod('again'));
    await ready(b, 'again');
    await b.down();
    expect(await tracesOf(folderB)).toEqual(NOTHING);
  });
});

function pod(name: string, { home = false, gpus = 0 } = {}): string {
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: {
        containers: [
          {
            name: 'shell',
            image: IMAGE,
            imagePullPolicy: 'Never',
            resources: { limits: { 'nvidia.com/gpu': gpus } },
            volumeMounts: home ? [{ name: 'home', mountPath: '/home' }] : [],
          },
        ],
        volumes: home
          ? [{ name: 'home', persistentVolumeClaim: { claimName: 'home' } }]
          : [],
      },
    },
    undefined,
    2,
  );
}

function ready(cluster: Cluster, name: string) {
  return cluster.kubectl(['wait', '--for=condition=Ready', `pod/${name}`]);
}

function field(cluster: Cluster, object: string, path: string) {
  return cluster.kubectl(['get', object, '-o', `jsonpath=${path}`]);
}
