import path from 'node:path';

/** The checkout. */
export const root = path.dirname(require.resolve('../../package.json'));
