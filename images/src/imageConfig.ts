import { ContainerConfig } from './dockerfile';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** An image of one layer, before it has a name. */
export interface ImageContent {
  config: ContainerConfig;
  /** Digest of the layer's tar: `sha256:<hex>`. */
  diffId: string;
  /** `amd64`, `arm64`: the names of Go, as registries use them. */
  architecture: string;
  created: Date;
}

/** The image's configuration as the OCI image specification has it (config.md), which Docker's archives share. */
export function buildImageConfig(content: ImageContent): string {
  const { config, diffId, architecture, created } = content;
  return JSON.stringify({
    created: created.toISOString(),
    architecture,
    os: 'linux',
    config: {
      User: config.user,
      ExposedPorts: Object.fromEntries(config.ports.map(port => [port, {}])),
      Env: [`PATH=${PATH}`, ...config.env],
      Entrypoint: config.entrypoint,
      WorkingDir: config.workingDir,
      Labels: config.labels,
    },
    rootfs: { type: 'layers', diff_ids: [diffId] },
    history: [{ created: created.toISOString(), created_by: 'install.sh' }],
  });
}

/** `manifest.json` of a docker-archive that holds one image: what `ctr images import` and `docker load` read. */
export function buildManifest(imageId: string, ref: string): string {
  return JSON.stringify([
    {
      Config: `${imageId.replace('sha256:', '')}.json`,
      RepoTags: [ref],
      Layers: ['layer.tar'],
    },
  ]);
}

/** The registries' name for this machine's kind of processor. */
export function imageArchitecture(nodeArch: string): string {
  return nodeArch === 'x64' ? 'amd64' : nodeArch;
}
