module.exports = {
  ...require('./base'),
  displayName: 'cluster',
  roots: ['<rootDir>/cluster/test'],
};
