/** What the tests on real parts share: TypeScript by the Backstage CLI's transform, one file after the other. */
const path = require('node:path');

const root = path.resolve(__dirname, '../..');

module.exports = {
  rootDir: root,
  testEnvironment: 'node',
  moduleFileExtensions: [
    'ts',
    'tsx',
    'mts',
    'cts',
    'js',
    'mjs',
    'cjs',
    'json',
    'node',
  ],
  transform: {
    '\\.(ts|mjs|js)$': [
      require.resolve('@backstage/cli/config/jestSwcTransform'),
      { jsc: { parser: { syntax: 'typescript' } } },
    ],
  },
  maxWorkers: 1,
  testTimeout: 120_000,
};
