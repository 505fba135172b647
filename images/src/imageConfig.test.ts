import { ContainerConfig } from './dockerfile';
import {
  buildImageConfig,
  buildManifest,
  imageArchitecture,
} from './imageConfig';

const config: ContainerConfig = {
  suite: 'bookworm',
  contexts: [],
  env: ['HOME=/home/user'],
  user: '1000:1000',
  workingDir: '/home/user',
  ports: ['8080/tcp'],
  entrypoint: ['/start'],
  labels: { title: 'Desktop' },
};

describe('buildImageConfig', () => {
  it('is a configuration of the OCI image specification', () => {
    const json = buildImageConfig({
      config,
      diffId: 'sha256:abc',
      architecture: 'amd64',
      created: new Date('2026-01-02T03:04:05Z'),
    });
    expect(JSON.parse(json)).toEqual({
      created: '2026-01-02T03:04:05.000Z',
      architecture: 'amd64',
      os: 'linux',
      config: {
        User: '1000:1000',
        ExposedPorts: { '8080/tcp': {} },
        Env: [
          'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          'HOME=/home/user',
        ],
        Entrypoint: ['/start'],
        WorkingDir: '/home/user',
        Labels: { title: 'Desktop' },
      },
      rootfs: { type: 'layers', diff_ids: ['sha256:abc'] },
      history: [
        { created: '2026-01-02T03:04:05.000Z', created_by: 'install.sh' },
      ],
    });
  });
});

describe('buildManifest', () => {
  it('names the configuration by its digest, as importers look it up', () => {
    expect(
      JSON.parse(buildManifest('sha256:abc', 'docker.io/example/desktop:dev')),
    ).toEqual([
      {
        Config: 'abc.json',
        RepoTags: ['docker.io/example/desktop:dev'],
        Layers: ['layer.tar'],
      },
    ]);
  });
});

describe('imageArchitecture', () => {
  it.each([
    ['x64', 'amd64'],
    ['arm64', 'arm64'],
  ])('calls %s %s', (node, registry) => {
    expect(imageArchitecture(node)).toBe(registry);
  });
});
