import { ANNOTATION_MADE_FROM } from '@backstage-vdi/plugin-vdi-common';
import { changedParts, madeFrom } from '../../children/madeFrom';
import { judgeChildren } from '../children';
import type { SessionView } from '../view';
import { type Problem, problemIf } from './problem';

/** A desktop without the GPUs that it was made with: a cluster that knows no claims takes its pod, and leaves them out without a word. */
export function gpuProblems(view: SessionView): Problem[] {
  const { session, template } = view;
  const { pod } = judgeChildren(view).own;
  if (!pod || !template?.spec.gpu?.resourceClaimTemplateName) return [];
  const made = pod.metadata.annotations?.[ANNOTATION_MADE_FROM] ?? '';
  const isOutdated = changedParts(made, madeFrom(session, template)).length > 0;
  return problemIf(
    !pod.gpus && !isOutdated,
    'GpuNotClaimed',
    () =>
      'The desktop has no GPU: its template claims one, and the cluster does not know such claims. That needs Kubernetes 1.34.',
  );
}
