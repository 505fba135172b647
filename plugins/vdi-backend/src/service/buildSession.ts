import type { NewSession } from '@backstage-vdi/operator';
import {
  ANNOTATION_TITLE,
  type SessionRequest,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';

/**
 * The object that a request becomes. What the request leaves open is the template's default, written out so that a later
 * change of the template does not change running desktops; what both leave open the API server fills in.
 */
export function buildSession(options: {
  namespace: string;
  name: string;
  owner: { user: string; userRef: string };
  request: SessionRequest;
  template: VDITemplate;
}): NewSession {
  const { namespace, name, owner, request, template } = options;
  const { resources, timeout, idleTimeout } = template.spec;
  // How a home is claimed is never the session's to say.
  const { accessMode: _, ...persistence } = template.spec.persistence ?? {};
  return {
    metadata: {
      namespace,
      name,
      ...(request.title && {
        annotations: { [ANNOTATION_TITLE]: request.title },
      }),
    },
    spec: {
      user: owner.user,
      userRef: owner.userRef,
      template: template.metadata.name,
      ...(resources?.default && { resources: resources.default }),
      ...(template.spec.persistence && { persistence }),
      ...(timeout?.default && { timeout: timeout.default }),
      ...(idleTimeout && { idleTimeout }),
    },
  };
}
