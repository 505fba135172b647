/** `tsx build.ts`: bundles the program `vdi-operator` into one executable file, dist/vdi-operator.cjs. */
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { version } from './package.json';

/**
 * undici's index loads fetch, WebSocket, caches and mocks, 10 MB of memory for nothing here. This is the part of it that the
 * transport uses, put together as undici's own index does it.
 */
const CLIENTS = `
  Object.assign(
    require('undici/lib/dispatcher/dispatcher').prototype,
    require('undici/lib/api'),
  );
  exports.Client = require('undici/lib/dispatcher/client');
  exports.Pool = require('undici/lib/dispatcher/pool');
  exports.errors = require('undici/lib/core/errors');
`;

const undiciClients: Plugin = {
  name: 'undici-clients',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^undici$/ }, ({ resolveDir }) => ({
      path: 'undici',
      namespace: 'clients',
      pluginData: resolveDir,
    }));
    onLoad({ filter: /.*/, namespace: 'clients' }, ({ pluginData }) => ({
      contents: CLIENTS,
      resolveDir: pluginData,
    }));
  },
};

/**
 * What V8's heap and the allocator's arenas grow to in a burst of work is else never given back. One arena does, and V8 is told to
 * collect what is left once little happens: of 10,000 sessions some 15 MB less, for no more processor time.
 */
const INTERPRETER =
  '#!/usr/bin/env -S MALLOC_ARENA_MAX=1 node --optimize-for-size';

const outfile = path.join(__dirname, 'dist/vdi-operator.cjs');

build({
  entryPoints: [path.join(__dirname, 'src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  banner: { js: INTERPRETER },
  define: { VERSION: JSON.stringify(version) },
  // Loaded by its path in a process of its own, and for a kubeconfig only.
  external: ['@kubernetes/client-node'],
  plugins: [undiciClients],
  logLevel: 'warning',
})
  .then(() => chmod(outfile, 0o755))
  .catch(error => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
