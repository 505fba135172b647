/** What units do on SQLite, on a real PostgreSQL too. */
module.exports = {
  ...require('./base'),
  displayName: 'database',
  roots: ['<rootDir>/plugins/vdi-backend/src/usage'],
  testRegex: '/UsageHistory\\.test\\.ts$',
  globalSetup: '<rootDir>/scripts/jest/databaseSetup.ts',
  globalTeardown: '<rootDir>/scripts/jest/databaseTeardown.ts',
};
