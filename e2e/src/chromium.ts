import { existsSync } from 'node:fs';
import { installPackages } from '@backstage-vdi/debian';
import { type Browser, chromium, type LaunchOptions } from '@playwright/test';

/** Debian's browser. Playwright's own cannot be had where only package registries are reachable. */
export const CHROMIUM = process.env.VDI_CHROMIUM ?? '/usr/bin/chromium';

/** Flags without which the browser does not run as root, or talks to its maker at every start. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Makes sure that there is a browser: takes the one that is there, or installs Debian's.
 *
 * @throws InstallError when there is none and it cannot; `VDI_CHROMIUM` may name another.
 */
export async function installChromium(options: {
  log(line: string): void;
  signal?: AbortSignal;
}): Promise<void> {
  if (!existsSync(CHROMIUM)) await installPackages(['chromium'], options);
}

/**
 * Starts the browser, without a window.
 *
 * @param handleSIGINT - whether SIGINT ends the browser and then this process, whatever else that has to tidy up. Default: true, as
 *   Playwright has it
 */
export function launchChromium({
  handleSIGINT,
}: Pick<LaunchOptions, 'handleSIGINT'> = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: CHROMIUM_FLAGS,
    handleSIGINT,
  });
}
