/** The long suites, on a cluster of their own: what takes minutes to show. Their figures go to VDI_TEST_FIGURES. */
module.exports = {
  ...require('./faults.config'),
  displayName: 'soak',
  testMatch: ['**/*.soak.ts'],
  globalSetup: '<rootDir>/scripts/jest/soakSetup.ts',
  // Ten thousand desktops take an hour on two busy cores.
  testTimeout: 4 * 3_600_000,
};
