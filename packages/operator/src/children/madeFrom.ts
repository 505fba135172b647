import { createHash } from 'node:crypto';
import {
  gpuName,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { hasHome } from './buildHome';

/** The parts that a pod is made from, as people tell them apart. */
export type PodPart = 'image' | 'size' | 'rest';

/** Enough of SHA-256 to tell the versions of one template apart. */
const HASH_LENGTH = 10;

/**
 * What a pod was made from, as a text for an annotation: one hash for each part of the session and the template that shapes
 * it, so that a later look can say what changed. Of those parts and not of the pod that is built, so that another version of the
 * operator does not call every desktop outdated.
 */
export function madeFrom(session: VDISession, template: VDITemplate): string {
  return Object.entries(partsOf(session, template))
    .map(([part, value]) => `${part}-${hash(value)}`)
    .join('.');
}

/** The parts in which two answers of {@link madeFrom} differ. */
export function changedParts(before: string, now: string): PodPart[] {
  const known = before.split('.');
  return now
    .split('.')
    .filter(part => !known.includes(part))
    .map(part => part.split('-')[0] as PodPart);
}

function partsOf(
  session: VDISession,
  { spec }: VDITemplate,
): Record<PodPart, unknown> {
  const { resources } = session.spec;
  const usual = spec.resources?.default;
  // How activity is seen is asked from outside.
  const { activity: _, ...runtime } = spec.runtime ?? {};
  return {
    image: spec.image,
    size: {
      gpu: spec.gpu && (resources?.gpu ?? usual?.gpu),
      cpu: textOf(resources?.cpu ?? usual?.cpu),
      memory: textOf(resources?.memory ?? usual?.memory),
    },
    rest: {
      home: hasHome(session),
      runtime,
      gpu: spec.gpu && [gpuName(spec.gpu), spec.gpu.runtimeClassName],
      env: spec.env,
      nodeSelector: spec.nodeSelector,
      tolerations: spec.tolerations,
      affinity: spec.affinity,
      priorityClassName: spec.priorityClassName,
      schedulerName: spec.schedulerName,
      queueName: spec.queueName,
      security: spec.security,
      ephemeralStorage: textOf(spec.ephemeralStorage),
      // Absent and empty are the same, and were so before these were looked at.
      policies: isEmpty(spec.policies) ? undefined : spec.policies,
      imagePullSecrets: spec.imagePullSecrets,
    },
  };
}

function isEmpty(value: object | undefined): boolean {
  return Object.keys(value ?? {}).length === 0;
}

/** A quantity may be written as a number or as a text. */
function textOf(quantity: string | number | undefined): string | undefined {
  return quantity === undefined ? undefined : String(quantity);
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value, sorted) ?? '')
    .digest('hex')
    .slice(0, HASH_LENGTH);
}

/** The order of keys says nothing. */
function sorted(_: string, value: unknown): unknown {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value;
}
