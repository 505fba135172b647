import { ONE_BINDER } from '@backstage-vdi/cluster';
import { freshAuditLog } from './freshAuditLog';
import { startSharedCluster } from './sharedCluster';

/** Jest's set-up before all files: says where the cluster is by VDI_TEST_KUBECONFIG, and who wrote what by VDI_TEST_AUDIT_LOG. */
export default async function faultsSetup() {
  const name = 'faults-test';
  const auditLog = await freshAuditLog(name);
  process.env.VDI_TEST_AUDIT_LOG = auditLog;
  process.env.VDI_TEST_KUBECONFIG = await startSharedCluster({
    name,
    auditLog,
    // Read from etcd itself: what is compacted there is gone at once.
    apiServerArgs: ['--watch-cache-sizes=podtemplates#0'],
    // A claim that was called lost would be part of a life then.
    controllerManagerArgs: [ONE_BINDER],
  });
}
