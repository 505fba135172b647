import { ImageError } from './errors';

/** What a Dockerfile says: what the build sees, and what a container of the image starts with. */
export interface ContainerConfig {
  /** Debian release of the base image, such as `bookworm`. */
  suite: string;
  /** Other images whose folders the build finds at `/<name>`. */
  contexts: string[];
  /** `NAME=value`, in the order of the Dockerfile. */
  env: string[];
  /** `uid:gid`. */
  user: string;
  workingDir: string;
  /** `8080/tcp`. */
  ports: string[];
  entrypoint: string[];
  labels: Record<string, string>;
}

// The folder of the image, then those of other images, which Docker takes from `--build-context <name>=images/<name>`.
const RUN =
  /^--mount=type=bind,target=\/build((?: --mount=type=bind,from=([\w-]+),target=\/\2)*) sh \/build\/install\.sh$/;

// NAME=value or NAME="value with spaces"
const PAIR = /([A-Za-z_][\w.-]*)=("[^"]*"|\S*)/g;

function pairs(text: string): [string, string][] {
  return [...text.matchAll(PAIR)].map(([, name, value]) => [
    name,
    value.replace(/^"(.*)"$/, '$1'),
  ]);
}

/**
 * Reads the Dockerfile of an image that can also be built without Docker: `FROM debian:<suite>-slim`, one `RUN` that
 * mounts folders and calls install.sh, and plain configuration. Throws `UNSUPPORTED_DOCKERFILE` for what the local builder would ignore.
 */
export function readDockerfile(text: string): ContainerConfig {
  const config: ContainerConfig = {
    suite: '',
    contexts: [],
    env: [],
    user: '0:0',
    workingDir: '/',
    ports: [],
    entrypoint: [],
    labels: {},
  };
  const lines = text.replace(/\\\n\s*/g, '').split('\n');
  for (const line of lines) {
    const instruction = line.trim();
    if (instruction === '' || instruction.startsWith('#')) continue;
    const [, keyword, rest] = /^(\S+)\s*(.*)$/.exec(instruction)!;
    const run = keyword === 'RUN' && RUN.exec(rest);
    const suite = /^debian:([a-z]+)-slim$/.exec(rest)?.[1];
    if (keyword === 'FROM' && suite && !config.suite) {
      config.suite = suite;
    } else if (keyword === 'ENV') {
      config.env.push(
        ...pairs(rest).map(([name, value]) => `${name}=${value}`),
      );
    } else if (keyword === 'LABEL') {
      Object.assign(config.labels, Object.fromEntries(pairs(rest)));
    } else if (keyword === 'USER') {
      config.user = rest;
    } else if (keyword === 'WORKDIR') {
      config.workingDir = rest;
    } else if (keyword === 'EXPOSE') {
      config.ports.push(`${rest}/tcp`);
    } else if (keyword === 'ENTRYPOINT') {
      config.entrypoint = JSON.parse(rest);
    } else if (run) {
      config.contexts = [...run[1].matchAll(/from=([\w-]+)/g)].map(
        ([, name]) => name,
      );
    } else {
      throw new ImageError(
        'UNSUPPORTED_DOCKERFILE',
        `The local builder cannot follow "${instruction}". Steps belong into install.sh, which both builders run.`,
      );
    }
  }
  return config;
}
