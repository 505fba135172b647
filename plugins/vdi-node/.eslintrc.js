module.exports = require('../../rooms')(__dirname);
