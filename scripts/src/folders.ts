import path from 'node:path';

/** The checkout. */
export const root = path.dirname(require.resolve('../../package.json'));

/** What commands make on this machine; never committed. */
export const local = path.join(root, '.local');
