/** Requests as nobody would write them, to a portal on a cluster of its own, by the Python in VDI_TEST_SCHEMATHESIS, from VDI_TEST_SEED on. */
module.exports = {
  ...require('./base'),
  displayName: 'fuzz',
  roots: ['<rootDir>/plugins/vdi-backend/test/fuzz'],
  globalSetup: '<rootDir>/scripts/jest/fuzzSetup.ts',
  globalTeardown: '<rootDir>/scripts/jest/globalTeardown.ts',
  testTimeout: 600_000,
};
