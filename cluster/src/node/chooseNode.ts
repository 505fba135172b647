import { ClusterError } from '../errors';
import { Log } from '../log';
import { NodeKind } from '../state';
import { PreparedNode, prepareNode } from './kubelet/prepareNode';

/** The kind of node that there will be. */
export interface ChosenNode {
  node: NodeKind;
  /** What a kubelet finds on this machine; undefined for the other kinds. */
  prepared?: PreparedNode;
}

/**
 * Prepares this machine for the kind of node that is wanted. Where a real one cannot be had it becomes a simulated one,
 * with a sentence in the log; with `CI=true` in the environment that is the error `NODE_UNAVAILABLE`.
 */
export async function chooseNode(
  wanted: NodeKind,
  log: Log,
  signal?: AbortSignal,
): Promise<ChosenNode> {
  if (wanted !== 'kubelet') return { node: wanted };
  try {
    return { node: 'kubelet', prepared: await prepareNode({ ...log, signal }) };
  } catch (error) {
    const fallsBack =
      error instanceof ClusterError &&
      error.code === 'NODE_UNAVAILABLE' &&
      !process.env.CI;
    if (!fallsBack) throw error;
    log.log(`${error.message} Nodes are simulated instead (--node kwok).`);
    return { node: 'kwok' };
  }
}
