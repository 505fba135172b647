import { freshAuditLog } from './freshAuditLog';
import { startSharedCluster } from './sharedCluster';

/** Jest's set-up before all files: says where the cluster is by VDI_TEST_KUBECONFIG, and who wrote what by VDI_TEST_AUDIT_LOG. */
export default async function soakSetup() {
  const name = 'soak-test';
  const auditLog = await freshAuditLog(name);
  process.env.VDI_TEST_AUDIT_LOG = auditLog;
  process.env.VDI_TEST_KUBECONFIG = await startSharedCluster({
    name,
    auditLog,
  });
}
