import {
  DEFAULT_TIMEOUT,
  SIZE_DEFAULTS,
  type TemplateView,
} from '@backstage-vdi/plugin-vdi-common';
import type { TemplateInCluster } from '../desktops/TemplateInCluster';

/** What people are shown of a template. */
export function viewTemplate({
  cluster,
  template: { metadata, spec },
}: TemplateInCluster): TemplateView {
  const size = spec.resources?.default ?? {};
  return {
    cluster,
    name: metadata.name,
    displayName: spec.displayName,
    description: spec.description,
    icon: spec.icon,
    docsUrl: spec.docsUrl,
    tags: spec.tags ?? [],
    gpu: spec.gpu && {
      resourceName: spec.gpu.resourceName,
      sharing: spec.gpu.sharing,
      note: spec.gpu.note,
    },
    resources: {
      gpu: spec.gpu && (size.gpu ?? SIZE_DEFAULTS.gpu),
      cpu: size.cpu === undefined ? undefined : String(size.cpu),
      memory: String(size.memory ?? SIZE_DEFAULTS.memory),
    },
    timeout: spec.timeout?.default ?? DEFAULT_TIMEOUT,
    deprecated: spec.deprecated,
  };
}

/** Order of a gallery: by name as people read it, what is deprecated at the end. Those of one name are in the order of their clusters. */
export function compareTemplates(a: TemplateView, b: TemplateView): number {
  return (
    Number(Boolean(a.deprecated)) - Number(Boolean(b.deprecated)) ||
    a.displayName.localeCompare(b.displayName, 'en', { numeric: true }) ||
    a.name.localeCompare(b.name, 'en')
  );
}
