import {
  ANNOTATION_MADE_FROM,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { type Finding, finding } from '../session/conditions';
import type { Settings } from '../settings';
import { buildPrePull, type DaemonSet, prePullName } from './buildPrePull';
import { type DaemonSetRecord, isOf } from './daemonSet';
import { imageRefusal } from './imagePolicy';
import type { PrePullRefusal, TemplateView } from './view';

/** What is to be done about a template's DaemonSet. */
export type PrePullStep =
  /** It is made, or replaced where its metadata has a UID. */
  | { do: 'put'; object: DaemonSet; madeFrom: string }
  /** `uid`: absent where DaemonSets are not read any more, and it is only known that there was one. */
  | { do: 'delete'; uid?: string; madeFrom?: undefined };

/** What becomes of a template's image before anybody asks for it. */
export interface PrePull {
  step?: PrePullStep;
  /** The condition `PrePulled`, as it is when that was done. */
  finding: Finding;
  /** When to look again if nothing happens before, in milliseconds since 1970. */
  requeueAt?: number;
}

const is = (status: boolean | undefined, reason: string, message: string) =>
  finding('PrePulled', status, reason, message);

const OFF = is(false, 'Off', 'Images are not fetched in advance (prePull).');

/**
 * Decides whether a template's image is fetched in advance.
 *
 * @param now - milliseconds since 1970
 */
export function planPrePull(
  view: TemplateView,
  now: number,
  settings: Settings,
): PrePull {
  const { template, prePull } = view;
  if (!prePull) return planOff(view, now);
  const { namespace, isKnown, named } = prePull;
  if (!isKnown) {
    return {
      finding: is(
        undefined,
        'NotRead',
        `Whether the image was fetched in advance is not known: the operator may not read DaemonSets in ${namespace}.`,
      ),
    };
  }
  const own = named && isOf(named, template) ? named : undefined;
  const unwanted = whyUnwanted(template, settings);
  if (unwanted) {
    const notOffered = is(false, 'NotOffered', unwanted);
    return own && !own.isLeaving
      ? planRemoval(view, notOffered, now, own.uid)
      : { finding: notOffered };
  }
  const gpuNodes = settings.prePullNodeSelector;
  const object = buildPrePull(template, { namespace, gpuNodes });
  if (named && !own) {
    return {
      finding: is(
        false,
        'NameConflict',
        `A DaemonSet ${object.metadata.name} exists in ${namespace} and is not ours: the image is not fetched in advance.`,
      ),
    };
  }
  return planWanted(object, own, view.refusal, now);
}

/** What was told last is all that is known: DaemonSets are not read, and nothing is asked of a cluster that never had any. */
function planOff(view: TemplateView, now: number): PrePull {
  const { conditions } = view.template.status ?? {};
  const told = conditions?.find(({ type }) => type === OFF.type);
  const wasOn = told && told.reason !== OFF.reason && told.reason !== 'NotRead';
  return wasOn ? planRemoval(view, OFF, now) : { finding: OFF };
}

/** @param gone - what is so when it is gone */
function planRemoval(
  { template, refusal }: TemplateView,
  gone: Finding,
  now: number,
  uid?: string,
): PrePull {
  if (!refusal || refusal.madeFrom !== undefined || refusal.until <= now) {
    return { finding: gone, step: { do: 'delete', uid } };
  }
  const name = prePullName(template.metadata.name);
  return {
    finding: is(
      false,
      'NotRemoved',
      `The DaemonSet ${name} that fetched the image may be left: ${refusal.message}`,
    ),
    requeueAt: refusal.until,
  };
}

function whyUnwanted(
  template: VDITemplate,
  settings: Settings,
): string | undefined {
  if (imageRefusal(template, settings)) {
    return 'An image that no desktop may be made from is not fetched in advance.';
  }
  return template.spec.hidden || template.spec.deprecated
    ? 'The image of a hidden or deprecated template is not fetched in advance.'
    : undefined;
}

function planWanted(
  object: DaemonSet,
  own: DaemonSetRecord | undefined,
  refusal: PrePullRefusal | undefined,
  now: number,
): PrePull {
  const { name, namespace, annotations } = object.metadata;
  const madeFrom = annotations?.[ANNOTATION_MADE_FROM] ?? '';
  const fetching = is(
    false,
    'Fetching',
    `The image is being fetched by the DaemonSet ${name} in ${namespace}.`,
  );
  if (own?.isLeaving) return { finding: fetching };
  if (own && own.madeFrom === madeFrom) {
    return { finding: own.isDone ? fetched(own.nodes) : fetching };
  }
  if (refusal && refusal.madeFrom === madeFrom && refusal.until > now) {
    return {
      finding: is(
        false,
        'Refused',
        `The cluster does not take the DaemonSet ${name}: ${refusal.message}`,
      ),
      requeueAt: refusal.until,
    };
  }
  // With its UID: nobody else's that got the name meanwhile.
  const metadata = { ...object.metadata, ...(own && { uid: own.uid }) };
  return {
    finding: fetching,
    step: { do: 'put', object: { ...object, metadata }, madeFrom },
  };
}

function fetched(nodes: number): Finding {
  return nodes
    ? is(
        true,
        'Fetched',
        `The image was fetched on all nodes for it (${nodes}).`,
      )
    : is(false, 'NoNodes', 'No node is there that the image is to be on.');
}
