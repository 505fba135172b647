import type { TemplateView } from '@backstage-vdi/plugin-vdi-common';

/** A template among all that are offered, of several clusters maybe. */
export interface Offer extends TemplateView {
  /** What tells it from all others, in addresses too. */
  key: string;
  /** What a request has to name beside the template: absent where only one cluster has it. */
  inCluster?: string;
}

/** The templates to choose from: those that several clusters have under one name say in which they are. Pure. */
export function offersOf(templates: readonly TemplateView[]): Offer[] {
  return templates.map(template => {
    const { cluster, name, displayName } = template;
    const isShared = templates.some(
      other => other.name === name && other.cluster !== cluster,
    );
    if (!isShared) return { ...template, key: name };
    return {
      ...template,
      key: `${cluster}/${name}`,
      inCluster: cluster,
      displayName: `${displayName} (${cluster})`,
    };
  });
}
