import { hasHome } from '../children/buildHome';
import type { Children } from './children';
import { type Finding, finding } from './conditions';
import type { Summary } from './podState';
import { podCondition } from './records';
import { isAnswering } from './summary';
import type { SessionView } from './view';

/** All conditions of a session; `Ready` sums them up. */
export function findConditions(
  view: SessionView,
  children: Children,
  summary: Summary,
  soon: boolean,
): Finding[] {
  const { reason, message } = summary;
  return [
    finding('Ready', isAnswering(summary), reason, message),
    templateResolved(view),
    storageReady(view, children),
    podScheduled(children),
    podReady(children, summary),
    routed(view, children),
    soon
      ? finding('Expiring', true, reason, message)
      : finding('Expiring', false, 'NotSoon', 'The desktop does not end soon.'),
  ];
}

function templateResolved({ template, session }: SessionView): Finding {
  const name = `The template "${session.spec.template}"`;
  return template
    ? finding('TemplateResolved', true, 'Found', `${name} exists.`)
    : finding(
        'TemplateResolved',
        false,
        'TemplateNotFound',
        `${name} does not exist.`,
      );
}

function storageReady({ session }: SessionView, { own }: Children): Finding {
  const is = (status: boolean | undefined, reason: string, message: string) =>
    finding('StorageReady', status, reason, message);
  if (!hasHome(session)) {
    return is(true, 'NotWanted', 'The desktop has no home volume.');
  }
  // The pod's watch may be ahead of the claim's: a container that started has its home.
  const mounted = own.pod?.container?.running !== undefined;
  if (mounted || own.home?.phase === 'Bound') {
    return is(true, 'Bound', 'The home volume is there.');
  }
  return own.home
    ? is(undefined, 'Binding', 'The home volume is being made.')
    : is(false, 'Missing', 'There is no home volume yet.');
}

function podScheduled({ own: { pod } }: Children): Finding {
  const scheduled = pod && podCondition(pod, 'PodScheduled');
  if (pod?.nodeName || scheduled?.status === 'True') {
    return finding(
      'PodScheduled',
      true,
      'Scheduled',
      `The desktop is on node ${pod?.nodeName ?? 'unknown'}.`,
    );
  }
  // The scheduler's own words, for the one who can read them.
  return scheduled
    ? finding(
        'PodScheduled',
        false,
        scheduled.reason || 'Pending',
        scheduled.message ?? '',
      )
    : finding('PodScheduled', false, 'Pending', 'The desktop has no node yet.');
}

function podReady({ own: { pod } }: Children, summary: Summary): Finding {
  const ready = pod && podCondition(pod, 'Ready');
  if (ready?.status === 'True' && !pod?.metadata.deletionTimestamp) {
    return finding('PodReady', true, 'Ready', 'The desktop answers.');
  }
  return finding('PodReady', false, summary.reason, summary.message);
}

function routed(
  { routesKnown, refusals }: SessionView,
  { own: { route } }: Children,
): Finding {
  const refused = refusals.find(({ kind }) => kind === 'route');
  if (refused) return finding('Routed', false, refused.reason, refused.message);
  if (!routesKnown) {
    return finding(
      'Routed',
      false,
      'RouteNotAvailable',
      'The cluster does not know IngressRoute: the CRDs of Traefik are not installed.',
    );
  }
  return route
    ? finding('Routed', true, 'Routed', 'The desktop has an address.')
    : finding('Routed', false, 'Missing', 'The desktop has no address yet.');
}
