// For `node --expose-gc --require`: on SIGUSR2 the program logs how much of its heap is in use when there is no garbage in it. Compiled
// code is not counted: V8 makes and drops it as it likes, for as long as a program runs.
const { getHeapCodeStatistics } = require('node:v8');

process.on('SIGUSR2', () => {
  global.gc();
  global.gc();
  const code = getHeapCodeStatistics();
  const heapUsed =
    process.memoryUsage().heapUsed -
    code.code_and_metadata_size -
    code.bytecode_and_metadata_size;
  const line = { level: 'info', message: 'heap', heapUsed };
  process.stdout.write(`${JSON.stringify(line)}\n`);
});
