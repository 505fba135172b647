import {
  DEFAULT_TIMEOUT,
  SIZE_DEFAULTS,
  type TemplateView,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';

/** What people are shown of a template. */
export function viewTemplate({ metadata, spec }: VDITemplate): TemplateView {
  const size = spec.resources?.default ?? {};
  return {
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

/** Order of a gallery: by name as people read it, what is deprecated at the end. */
export function compareTemplates(a: TemplateView, b: TemplateView): number {
  return (
    Number(Boolean(a.deprecated)) - Number(Boolean(b.deprecated)) ||
    a.displayName.localeCompare(b.displayName, 'en', { numeric: true }) ||
    a.name.localeCompare(b.name, 'en')
  );
}
