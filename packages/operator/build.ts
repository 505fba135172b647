/** `tsx build.ts`: bundles the program `vdi-operator` into one file, dist/vdi-operator.cjs, small and quick to start. */
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

build({
  entryPoints: [path.join(__dirname, 'src/main.ts')],
  outfile: path.join(__dirname, 'dist/vdi-operator.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  define: { VERSION: JSON.stringify(version) },
  // Loaded by its path in a process of its own, and for a kubeconfig only.
  external: ['@kubernetes/client-node'],
  plugins: [undiciClients],
  logLevel: 'warning',
}).catch(() => {
  process.exitCode = 1;
});
