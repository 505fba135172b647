/** What units do on SQLite, on a real PostgreSQL too; and a portal that loses it. */
module.exports = {
  ...require('./base'),
  displayName: 'database',
  roots: [
    '<rootDir>/plugins/vdi-backend/src',
    '<rootDir>/plugins/vdi-backend/test/database',
  ],
  testRegex:
    '/(UsageHistory|DatabaseAuditTrail|Notifier|database/portal)\\.test\\.ts$',
  globalSetup: '<rootDir>/scripts/jest/databaseSetup.ts',
  globalTeardown: '<rootDir>/scripts/jest/databaseTeardown.ts',
};
