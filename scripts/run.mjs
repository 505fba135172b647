/**
 * Every root command goes through here: `node scripts/run.mjs <command> [arguments]`.
 *
 * It needs Node 20 and npm and nothing else. It brings the Node and the yarn that this project is built with (from npm,
 * into the user's cache folder, once), installs the dependencies when yarn.lock says so, and then runs the command's
 * TypeScript with them. Plain JavaScript, because nothing is installed yet when it starts.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_VERSION = '24.21.0';
const YARN_VERSION = '4.18.1';

const COMMANDS = {
  start: 'scripts/src/start.ts',
  test: 'scripts/src/test.ts',
  'test:soak': 'scripts/src/soak.ts',
  cluster: 'cluster/src/cli.ts',
  images: 'images/src/cli.ts',
  operator: 'scripts/src/operator.ts',
  bench: 'bench/src/cli.ts',
  generate: 'scripts/src/generate.ts',
  pictures: 'e2e/src/pictures.ts',
};

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cache = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
  'backstage-vdi',
);
const toolchain = path.join(cache, `toolchain-${NODE_VERSION}-${YARN_VERSION}`);
const nodePackage = `node-${process.platform}-${process.arch}`;
const nodeBin = path.join(toolchain, 'node_modules', nodePackage, 'bin');
const node = path.join(
  nodeBin,
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const yarn = path.join(toolchain, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');

const say = text => process.stderr.write(`${text}\n`);

/** Runs a program to its end. Output is kept back and shown only when it fails, unless `inherit`. */
function run(program, args, { inherit = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    const output = [];
    child.stdout?.on('data', chunk => output.push(chunk));
    child.stderr?.on('data', chunk => output.push(chunk));
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      code === 0 || inherit
        ? resolve({ code, signal })
        : reject(
            new Error(
              `${path.basename(program)} ${args.join(' ')} ended with ${signal ?? code}:\n${Buffer.concat(output).toString().slice(-4000)}`,
            ),
          ),
    );
  });
}

async function installToolchain() {
  if (existsSync(node) && existsSync(yarn)) return;
  say(`Fetching Node ${NODE_VERSION} and yarn ${YARN_VERSION} …`);
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(path.join(cache, 'toolchain-new-'));
  try {
    await writeFile(path.join(fresh, 'package.json'), '{"private":true}');
    await run(
      'npm',
      [
        'install',
        '--no-audit',
        '--no-fund',
        '--no-package-lock',
        '--prefix',
        fresh,
        `${nodePackage}@${NODE_VERSION}`,
        `@yarnpkg/cli-dist@${YARN_VERSION}`,
      ],
      { cwd: fresh, shell: process.platform === 'win32' },
    );
    // Renaming is atomic: a second command that starts at the same moment sees all of it or nothing.
    await rename(fresh, toolchain);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(node)) throw error;
  }
}

async function installDependencies() {
  const stamp = path.join(root, 'node_modules/.installed');
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'yarn.lock')))
    .update(NODE_VERSION)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing dependencies (about a minute) …');
  await run(node, [yarn, 'install', '--immutable'], { env: environment() });
  await writeFile(stamp, wanted);
}

/** The environment in which `node`, `yarn` and the dependencies' programs are found. */
function environment() {
  return {
    ...process.env,
    PATH: [
      nodeBin,
      path.join(root, 'node_modules/.bin'),
      process.env.PATH,
    ].join(path.delimiter),
  };
}

async function main() {
  const [command, ...args] = process.argv.slice(2);
  const known = [...Object.keys(COMMANDS), 'yarn', 'setup'];
  if (!known.includes(command)) {
    throw new Error(
      `"${command ?? ''}" is not a command. There are: ${known.join(', ')}.`,
    );
  }
  await installToolchain();
  // `yarn install` and `yarn add` bring node_modules up to date themselves.
  if (command !== 'yarn') await installDependencies();
  if (command === 'setup') return 0;

  const argv =
    command === 'yarn'
      ? [yarn, ...args]
      : ['--import', 'tsx', path.join(root, COMMANDS[command]), ...args];
  // Ctrl-C reaches the command by itself; this process only waits for it to clean up. Others are passed on.
  process.on('SIGINT', () => {});
  const child = spawn(node, argv, {
    cwd: root,
    stdio: 'inherit',
    env: environment(),
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

main().then(
  code => (process.exitCode = code ?? 0),
  error => {
    say(error.message);
    process.exitCode = 1;
  },
);
