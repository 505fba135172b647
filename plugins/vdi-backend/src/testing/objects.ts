import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';

/** A template for tests: what the API server gives back for the smallest one. */
export function aTemplate(
  name = 'blender',
  spec: Partial<VDITemplate['spec']> = {},
): VDITemplate {
  return {
    metadata: { name },
    spec: { displayName: 'Blender', image: 'example/blender:1', ...spec },
  };
}

/** A session for tests, Alice's where nothing else is said. */
export function aSession(
  name = 'alice-blender-1',
  spec: Partial<VDISession['spec']> = {},
  status?: VDISession['status'],
): VDISession {
  return {
    metadata: {
      namespace: 'vdi-sessions',
      name,
      uid: `uid-of-${name}`,
      resourceVersion: '7',
      creationTimestamp: '2026-10-01T08:00:00Z',
    },
    spec: {
      user: 'alice@example.com',
      userRef: 'user:default/alice',
      template: 'blender',
      ...spec,
    },
    status,
  };
}
