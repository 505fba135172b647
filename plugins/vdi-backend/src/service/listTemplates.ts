import {
  type TemplateList,
  vdiTemplateReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { Access } from '../permissions/Access';
import type { Caller } from './identity';
import { compareTemplates, viewTemplate } from './templateView';

/** What the caller may ask for. */
export async function listTemplates(
  caller: Caller,
  { access, desktops }: { access: Access; desktops: Desktops },
): Promise<TemplateList> {
  const decision = await access.decide(caller, {
    resource: [vdiTemplateReadPermission],
  });
  return {
    items: desktops
      .templates()
      .filter(({ template }) => !template.spec.hidden)
      .filter(({ template }) => decision.offers(template))
      .map(viewTemplate)
      .sort(compareTemplates),
    clusters: desktops.clusters(),
  };
}
