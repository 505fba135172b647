import { CHILDREN, VDISESSION } from '@backstage-vdi/operator';
import { startOperator } from '../../operatorProcess';
import { isRunning, sessionObject } from '../../sessions';
import type { Contender } from '../contender';

/**
 * The operator as the program that runs in a cluster, with its default settings.
 *
 * @param program - path of the bundled program
 */
export function vdiOperator(program: string): Contender {
  return {
    name: 'operator',
    userAgent: 'vdi-operator/',
    resource: VDISESSION,
    children: Object.values(CHILDREN),
    object: (namespace, name) => sessionObject(namespace, name, 'api'),
    isReady: isRunning,
    start: ({ cluster: { kubeconfig } }, namespace) =>
      startOperator(program, { kubeconfig, namespace }),
  };
}
