import { Launcher } from '../launcher';

/** Nobody else contends for the local API server; the defaults (20 and 50) would slow every benchmark down. */
const UNTHROTTLED = ['--kube-api-qps=500', '--kube-api-burst=1000'];

/** Starts the controller manager, all its controllers included unless `args` say otherwise. */
export function startControllerManager(
  launcher: Launcher,
  range: string,
  args: string[],
) {
  const pki = (file: string) => launcher.path('pki', file);
  const kubeconfig = pki('kube-controller-manager.kubeconfig');
  return launcher.launch('kube-controller-manager', {
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      '--secure-port=0',
      ...UNTHROTTLED,
      '--use-service-account-credentials',
      `--service-account-private-key-file=${pki('service-accounts.key')}`,
      `--root-ca-file=${pki('ca.crt')}`,
      `--service-cluster-ip-range=${range}`,
      ...args,
    ],
  });
}

/** Starts the scheduler. */
export function startScheduler(launcher: Launcher) {
  const kubeconfig = launcher.path('pki', 'kube-scheduler.kubeconfig');
  return launcher.launch('kube-scheduler', {
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      '--secure-port=0',
      ...UNTHROTTLED,
    ],
  });
}
