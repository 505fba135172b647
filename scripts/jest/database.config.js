/** Tests on a real PostgreSQL: those of the database that units do on SQLite, and a portal that loses it. */
module.exports = {
  ...require('./base'),
  displayName: 'database',
  testMatch: [
    '<rootDir>/plugins/vdi-backend/src/usage/UsageHistory.test.ts',
    '<rootDir>/plugins/vdi-backend/test/database/*.test.ts',
  ],
  roots: ['<rootDir>/plugins/vdi-backend'],
  globalSetup: '<rootDir>/scripts/jest/databaseSetup.ts',
  globalTeardown: '<rootDir>/scripts/jest/databaseTeardown.ts',
};
