import { startPortal } from './startedPortal';

/** Starts the whole by the command that people use, and gives Playwright the function that stops it. */
export default async function globalSetup() {
  const portal = await startPortal('e2e');
  process.env.VDI_E2E_PORTAL = portal.url;
  process.env.VDI_E2E_KUBECONFIG = portal.kubeconfig;
  return () => portal.stop();
}
