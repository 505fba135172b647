/**
 * The rooms of this repository and what each may import of the others. The order is the direction of dependency:
 * a room sees rooms above it only. Lint enforces it.
 */
const ROOMS = {
  '@backstage-vdi/plugin-vdi-common': [],
  '@backstage-vdi/kube': [],
  '@backstage-vdi/operator': [
    '@backstage-vdi/kube',
    '@backstage-vdi/plugin-vdi-common',
  ],
  '@backstage-vdi/plugin-vdi-node': ['@backstage-vdi/plugin-vdi-common'],
  '@backstage-vdi/plugin-vdi-backend': [
    '@backstage-vdi/kube',
    '@backstage-vdi/operator',
    '@backstage-vdi/plugin-vdi-common',
    '@backstage-vdi/plugin-vdi-node',
  ],
  '@backstage-vdi/plugin-vdi': ['@backstage-vdi/plugin-vdi-common'],
  '@backstage-vdi/debian': [],
  '@backstage-vdi/cluster': ['@backstage-vdi/debian'],
  '@backstage-vdi/images': ['@backstage-vdi/debian'],
  app: ['@backstage-vdi/plugin-vdi'],
  backend: ['@backstage-vdi/plugin-vdi-backend'],
  '@backstage-vdi/scripts': ['*'],
  '@backstage-vdi/e2e': ['*'],
  '@backstage-vdi/bench': ['*'],
};

/** What the tests of every room may import too. */
const FOR_TESTS = ['@backstage-vdi/cluster'];

/** ESLint configuration of the room in `folder`. */
module.exports = function eslintRoom(folder) {
  const { name } = require(`${folder}/package.json`);
  const allowed = ROOMS[name];
  if (!allowed) throw new Error(`${name} has no place in rooms.js`);
  const foreign = Object.keys(ROOMS).filter(
    room => room !== name && !allowed.includes(room) && !allowed.includes('*'),
  );
  const restrict = rooms =>
    rooms.map(room => ({
      name: room,
      message: `${name} may not know of ${room}: dependencies point one way, see rooms.js.`,
    }));
  return require('@backstage/cli/config/eslint-factory')(folder, {
    restrictedImports: restrict(foreign.filter(it => !FOR_TESTS.includes(it))),
    restrictedSrcImports: restrict(
      foreign.filter(it => FOR_TESTS.includes(it)),
    ),
  });
};
