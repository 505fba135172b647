/** Tests on a real relay, which each file starts for itself. */
module.exports = {
  ...require('./base'),
  displayName: 'turn',
  roots: ['<rootDir>/plugins/vdi-backend/test/turn'],
};
