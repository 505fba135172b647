import {
  sizeOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { gpuClaims } from './gpuClaims';

/**
 * What a desktop may write outside of its home volume where its template does not say: a quantity. Enough for a browser and a build, and
 * too little to fill a node.
 */
const EPHEMERAL_STORAGE = '10Gi';

/**
 * What a desktop reserves, and what it may use at most: memory has one number for both, so that one desktop's hunger is never
 * another's end; processor time is a share with no limit, room on the node's disk a limit with no share; GPUs are counted, or claimed, and
 * only where the template says what one is called.
 */
export function desktopResources(session: VDISession, template: VDITemplate) {
  const { gpu, cpu, memory } = sizeOf(session, template);
  const { gpu: gpuSpec, ephemeralStorage = EPHEMERAL_STORAGE } = template.spec;
  const resourceName = gpuSpec?.resourceName;
  const claims = gpuClaims(session, template).map(({ name }) => ({ name }));
  const bounded = {
    memory: String(memory),
    ...(resourceName && { [resourceName]: String(gpu) }),
  };
  return {
    requests: {
      ...(cpu !== undefined && { cpu: String(cpu) }),
      ...bounded,
      // Else the limit is taken for it, and fills a node on which most of it is free.
      'ephemeral-storage': '0',
    },
    limits: { ...bounded, 'ephemeral-storage': String(ephemeralStorage) },
    ...(claims.length && { claims }),
  };
}
