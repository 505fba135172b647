import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { RuntimeType } from '../runtimes/definition';
import { aTemplate } from './objects';

/** A template of this type of runtime that says no more than it must. */
export function ofType(
  type: RuntimeType,
  spec: Partial<VDITemplate['spec']> = {},
): VDITemplate {
  return aTemplate({
    ...spec,
    runtime: {
      ...(type === 'custom' && { port: 6080 }),
      ...spec.runtime,
      type,
    },
  });
}
