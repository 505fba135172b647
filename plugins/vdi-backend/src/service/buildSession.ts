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
  /** Beside the title. */
  annotations?: Record<string, string>;
}): NewSession {
  const { namespace, name, owner, request, template } = options;
  const usual = template.spec;
  const title = request.title?.trim();
  const annotations = {
    ...options.annotations,
    ...(title && { [ANNOTATION_TITLE]: title }),
  };
  const resources = { ...usual.resources?.default, ...request.resources };
  // How a home is claimed is never the session's to say.
  const { accessMode: _, ...home } = usual.persistence ?? {};
  const persistence = {
    ...home,
    ...(request.homeSize && { size: request.homeSize }),
  };
  const timeout = request.timeout ?? usual.timeout?.default;
  const { idleTimeout } = usual;
  return {
    metadata: {
      namespace,
      name,
      ...(hasAny(annotations) && { annotations }),
    },
    spec: {
      user: owner.user,
      userRef: owner.userRef,
      template: template.metadata.name,
      ...(hasAny(resources) && { resources }),
      ...(hasAny(persistence) && { persistence }),
      ...(timeout && { timeout }),
      ...(idleTimeout && { idleTimeout }),
      ...(request.entityRef && { entityRef: request.entityRef }),
    },
  };
}

function hasAny(fields: object): boolean {
  return Object.keys(fields).length > 0;
}
