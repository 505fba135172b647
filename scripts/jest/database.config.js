/** What units do on SQLite, on a real PostgreSQL too. */
module.exports = {
  ...require('./base'),
  displayName: 'database',
  roots: ['<rootDir>/plugins/vdi-backend/src'],
  testRegex: '/(UsageHistory|DatabaseAuditTrail|Notifier)\\.test\\.ts$',
  globalSetup: '<rootDir>/scripts/jest/databaseSetup.ts',
  globalTeardown: '<rootDir>/scripts/jest/databaseTeardown.ts',
};
