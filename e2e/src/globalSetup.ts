import { PROBE_EVERY } from './probeEvery';
import { startPortal } from './startedPortal';

/**
 * Starts the whole by the command that people use, and gives Playwright the function that stops it.
 * With VDI_E2E_PORTAL and VDI_E2E_KUBECONFIG set, the tests take the portal that runs already.
 */
export default async function globalSetup() {
  if (process.env.VDI_E2E_PORTAL) return undefined;
  const portal = await startPortal('e2e', {
    env: { APP_CONFIG_vdi_operator_probeEvery: PROBE_EVERY },
  });
  process.env.VDI_E2E_PORTAL = portal.url;
  process.env.VDI_E2E_KUBECONFIG = portal.kubeconfig;
  return () => portal.stop();
}
