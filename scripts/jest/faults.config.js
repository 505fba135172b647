/**
 * Tests that break things, on a cluster with simulated nodes that they share: its kubeconfig is VDI_TEST_KUBECONFIG, and who freezes or
 * kills a part of it brings it back.
 */
module.exports = {
  ...require('./base'),
  displayName: 'faults',
  roots: [
    '<rootDir>/packages/kube/test/faults',
    '<rootDir>/packages/operator/test/faults',
  ],
  globalSetup: '<rootDir>/scripts/jest/faultsSetup.ts',
  globalTeardown: '<rootDir>/scripts/jest/globalTeardown.ts',
};
