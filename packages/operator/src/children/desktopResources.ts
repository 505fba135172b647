import {
  sizeOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';

/**
 * What a desktop reserves, and what it may use at most: memory has one number for both, so that one desktop's hunger is never
 * another's end; processor time is a share with no limit; GPUs are whole and only where the template says what one is called.
 */
export function desktopResources(session: VDISession, template: VDITemplate) {
  const { gpu, cpu, memory } = sizeOf(session, template);
  const resourceName = template.spec.gpu?.resourceName;
  const bounded = {
    memory: String(memory),
    ...(resourceName && { [resourceName]: String(gpu) }),
  };
  return {
    requests: {
      ...(cpu !== undefined && { cpu: String(cpu) }),
      ...bounded,
    },
    limits: bounded,
  };
}
