// For `node --expose-gc --require`: on SIGUSR2 the program logs how much of its heap is in use when there is no garbage in it.
process.on('SIGUSR2', () => {
  global.gc();
  global.gc();
  const { heapUsed } = process.memoryUsage();
  const line = { level: 'info', message: 'heap', heapUsed };
  process.stdout.write(`${JSON.stringify(line)}\n`);
});
