/** Tests that share one real API server with simulated nodes; its kubeconfig is VDI_TEST_KUBECONFIG. */
module.exports = {
  ...require('./base'),
  displayName: 'api',
  roots: [
    '<rootDir>/packages/kube/test',
    '<rootDir>/packages/operator/test',
    '<rootDir>/plugins/vdi-backend/test',
  ],
  testPathIgnorePatterns: [
    '/test/database/',
    '/test/faults/',
    '/test/turn/',
    '/test/fuzz/',
  ],
  globalSetup: '<rootDir>/scripts/jest/globalSetup.ts',
  globalTeardown: '<rootDir>/scripts/jest/globalTeardown.ts',
};
