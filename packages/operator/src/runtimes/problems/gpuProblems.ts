import {
  sharingByName,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { problemIf, type TemplateProblem } from './problem';

const SIZES = ['default', 'min', 'max'] as const;

/** A GPU that is told or asked for other than it is. */
export function gpuProblems({ spec }: VDITemplate): TemplateProblem[] {
  const { gpu, resources } = spec;
  if (!gpu) {
    return SIZES.flatMap(size =>
      problemIf(
        resources?.[size]?.gpu !== undefined,
        `spec.resources.${size}.gpu`,
        () =>
          'A template without spec.gpu is a CPU desktop, so this is ignored. Name the resource in spec.gpu, or leave this out.',
      ),
    );
  }
  const { resourceName, sharing } = gpu;
  const kind = sharingByName(resourceName);
  return [
    ...problemIf(
      kind !== undefined && sharing !== kind && sharing !== 'time',
      'spec.gpu.sharing',
      () =>
        `${resourceName} is ${kind === 'slice' ? 'a slice of a GPU' : 'a GPU shared in time'}, and people should read so: say ${kind}.`,
    ),
    ...SIZES.flatMap(size =>
      problemIf(
        sharing === 'time' && (resources?.[size]?.gpu ?? 1) > 1,
        `spec.resources.${size}.gpu`,
        () =>
          'Several shares in time of a GPU are no more of it than one, and the node may refuse them: say 1.',
      ),
    ),
  ];
}
