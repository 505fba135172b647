import { defineConfig } from '@playwright/test';
import { CHROMIUM, CHROMIUM_FLAGS } from './src/chromium';
import type { PortalOptions } from './src/test';

export default defineConfig<object, PortalOptions>({
  testDir: './tests',
  outputDir: '../.local/test/browser',
  globalSetup: './src/globalSetup.ts',
  // The tests share one portal and one person's desktops.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // A retry would hide a race.
  retries: 0,
  forbidOnly: !!process.env.CI,
  // Named by what leads people to desktops. What depends on it runs with both, and WebRTC where there is a relay.
  projects: [
    { name: 'ingressroute', testIgnore: '**/webrtc.spec.ts' },
    {
      name: 'ingress',
      testMatch: ['**/desktop.spec.ts', '**/webrtc.spec.ts'],
      use: { routingKind: 'ingress' },
    },
  ],
  use: {
    // The local cluster's certificate authority is not one that browsers know.
    ignoreHTTPSErrors: true,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_FLAGS },
  },
});
