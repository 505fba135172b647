import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';

/** What is asked of a label, or of a field. */
interface Requirement {
  key: string;
  operator: string;
  values?: string[];
}

/** All of its requirements have to hold. */
interface Term {
  matchExpressions?: Requirement[];
  matchFields?: Requirement[];
}

/** The part of a pod's affinity that decides where it may run at all. */
interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: {
      nodeSelectorTerms?: Term[];
    };
  };
}

/**
 * Whether a pod's node affinity lets it run on a node. The API server does not check a template's affinity: what is no affinity asks
 * for nothing here, and is refused when it comes to a pod.
 */
export function isRequiredNode(
  affinity: VDITemplate['spec']['affinity'],
  name: string,
  labels: Readonly<Record<string, string>>,
): boolean {
  const terms = (affinity as Affinity | undefined)?.nodeAffinity
    ?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!Array.isArray(terms)) return true;
  return terms.some(term => {
    const expressions = listOf(term?.matchExpressions);
    const fields = listOf(term?.matchFields);
    // A term that asks for nothing matches nothing.
    return (
      expressions.length + fields.length > 0 &&
      expressions.every(it => holds(it, labels[it.key])) &&
      fields.every(it => holds(it, name))
    );
  });
}

function holds(
  { operator, values }: Requirement,
  found: string | undefined,
): boolean {
  const wanted = listOf(values);
  switch (operator) {
    case 'In':
      return found !== undefined && wanted.includes(found);
    case 'NotIn':
      return found === undefined || !wanted.includes(found);
    case 'Exists':
      return found !== undefined;
    case 'DoesNotExist':
      return found === undefined;
    case 'Gt':
      return Number(found) > Number(wanted[0]);
    case 'Lt':
      return Number(found) < Number(wanted[0]);
    default:
      return false;
  }
}

function listOf<T>(list: T[] | undefined): T[] {
  return Array.isArray(list) ? list : [];
}
