import { InstallError } from '@backstage-vdi/debian';
import { Command } from 'commander';
import { buildImage } from './buildImage';
import { ImageError } from './errors';
import { imageNames } from './folders';
import { findImage } from './imageCache';

/** Exit code after Ctrl-C, as shells have it: 128 + SIGINT. */
const INTERRUPTED = 130;

function print(line: string) {
  process.stdout.write(`${line}\n`);
}

const program = new Command('images').description(
  'The container images of this project, built without Docker',
);

program
  .command('build')
  .description('build an image, or find it already built')
  .argument('<name>')
  .action(async name => {
    const interrupted = new AbortController();
    const stop = () => interrupted.abort(new Error('Interrupted'));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    const image = await buildImage(name, {
      log: line => process.stderr.write(`${line}\n`),
      signal: interrupted.signal,
    }).catch(error => {
      if (!interrupted.signal.aborted) throw error;
      process.exit(INTERRUPTED);
    });
    print(`${image.ref}  ${image.archive}`);
  });

program
  .command('list')
  .description('the images there are')
  .action(async () => {
    for (const name of await imageNames()) {
      const image = await findImage(name);
      const state = image
        ? `${Math.round(image.unpackedBytes / 1e6)} MB`
        : 'not built';
      print(`${name.padEnd(20)} ${state}`);
    }
  });

program
  .command('path')
  .description('the archive of a built image')
  .argument('<name>')
  .action(async name => {
    const image = await findImage(name);
    if (image) print(image.archive);
    else program.error(`${name} is not built: npm run images -- build ${name}`);
  });

program.parseAsync().catch(error => {
  process.stderr.write(
    `${error instanceof ImageError || error instanceof InstallError ? error.message : error.stack}\n`,
  );
  process.exitCode = 1;
});
