import { hasHome } from '../children/buildHome';
import type { End } from '../policies/policy';
import { rendererOf } from '../routes/rendererOf';
import type { Settings } from '../settings';
import { isReached } from '../reachability/isReached';
import type { Children } from './children';
import { type Finding, finding } from './conditions';
import { describeHomeSize } from './driftHome';
import { describeHomeTrouble } from './homeState';
import type { Summary } from './podState';
import { podCondition } from './records';
import { describeClock } from './runningState';
import { isAnswering } from './summary';
import { schemeOf } from './scheme';
import { fromTime, timeInWords } from './time';
import { upToDate } from './upToDate';
import { validity } from './validity/validity';
import type { SessionView, Status } from './view';

/** What conditions are found from, beside the view. */
export interface FindingsInput {
  children: Children;
  summary: Summary;
  /** The desktop's clock, while it is ahead. */
  clock?: End;
  /** Whether it is over soon. */
  soon: boolean;
  /** When the present run became ready, in milliseconds since 1970. */
  startedAt?: number;
  lastRestart: Status['lastRestart'];
  settings: Settings;
}

const NO_SERVERS_TRANSPORT =
  'The desktop has an address, and speaks HTTPS with a certificate of its own making. Traefik answers 500 in its place unless an administrator has it trust such certificates: by a ServersTransport that serversTransport names.';

/** A reason as the VDISession's schema takes it. In a pod the API server takes any text, and schedulers are many. */
const REASON = /^[A-Za-z]\w{0,127}$/;

const NOT_REACHED = {
  reason: 'NotReached',
  message: 'The desktop has an address and did not answer there yet.',
};

/** All conditions of a session; `Ready` sums them up. */
export function findConditions(
  view: SessionView,
  input: FindingsInput,
): Finding[] {
  const { children, summary } = input;
  const { reason, message } = summary;
  return [
    finding('Ready', isAnswering(summary), reason, message),
    templateResolved(view),
    storageReady(view, children),
    podScheduled(children),
    podReady(input),
    routed(view, input),
    expiring(input),
    upToDate(view, children.own.pod),
    validity(view),
  ];
}

function expiring({ clock, soon, startedAt }: FindingsInput): Finding {
  return clock && soon
    ? finding('Expiring', true, clock.reason, describeClock(clock, startedAt))
    : finding('Expiring', false, 'NotSoon', 'The desktop does not end soon.');
}

function templateResolved({ template, session }: SessionView): Finding {
  const name = `The template "${session.spec.template}"`;
  const is = (status: boolean, reason: string, message: string) =>
    finding('TemplateResolved', status, reason, message);
  if (!template)
    return is(false, 'TemplateNotFound', `${name} does not exist.`);
  const { deprecated } = template.spec;
  if (!deprecated) return is(true, 'Found', `${name} exists.`);
  const { message, replacement } = deprecated;
  const words = [
    `${name} is deprecated; its desktops work as before.`,
    ...(message ? [message] : []),
    ...(replacement ? [`Use "${replacement}" instead.`] : []),
  ];
  return is(true, 'Deprecated', words.join(' '));
}

function storageReady(view: SessionView, { own }: Children): Finding {
  const { session, homeTrouble, pastRepairs } = view;
  const is = (status: boolean | undefined, reason: string, message: string) =>
    finding('StorageReady', status, reason, message);
  if (!hasHome(session)) {
    return is(true, 'NotWanted', 'The desktop has no home volume.');
  }
  if (own.home?.phase === 'Lost') {
    return is(
      false,
      'Lost',
      'The storage of the home volume does not exist any more.',
    );
  }
  if (own.home?.metadata.deletionTimestamp) {
    return is(
      false,
      'Deleting',
      own.pod
        ? 'The claim of the home volume was deleted: it goes, with all files in it, when the desktop stops. Copy what you need.'
        : 'The claim of the home volume was deleted; another is made when it is gone.',
    );
  }
  // The pod's watch may be ahead of the claim's: a container that started has its home.
  const mounted = own.pod?.container?.running !== undefined;
  if (mounted || own.home?.phase === 'Bound') {
    const size = own.home && describeHomeSize(session, own.home, pastRepairs);
    return is(
      true,
      size?.reason ?? 'Bound',
      size?.message ?? 'The home volume is there.',
    );
  }
  if (homeTrouble !== undefined) {
    const { reason, message } = describeHomeTrouble(view, homeTrouble);
    return is(false, reason, message);
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
  const { reason = '', message = '' } = scheduled ?? {};
  return scheduled
    ? finding(
        'PodScheduled',
        false,
        REASON.test(reason) ? reason : 'Pending',
        message,
      )
    : finding('PodScheduled', false, 'Pending', 'The desktop has no node yet.');
}

function podReady({
  children,
  summary,
  startedAt,
  lastRestart,
}: FindingsInput): Finding {
  const { pod } = children.own;
  const ready = pod && podCondition(pod, 'Ready');
  if (ready?.status === 'True' && !pod?.metadata.deletionTimestamp) {
    const anew = lastRestart
      ? ` It was started anew at ${timeInWords(fromTime(lastRestart.time) ?? 0, startedAt)}: ${lastRestart.message}.`
      : '';
    return finding('PodReady', true, 'Ready', `The desktop answers.${anew}`);
  }
  return finding('PodReady', false, summary.reason, summary.message);
}

function routed(
  view: SessionView,
  { children: { own }, settings }: FindingsInput,
): Finding {
  const { route, pod } = own;
  const { routesKnown, refusals, routeCheck, hostTrouble } = view;
  if (hostTrouble) {
    return finding('Routed', false, hostTrouble.reason, hostTrouble.message);
  }
  const refused = refusals.find(({ kind }) => kind === 'route');
  if (refused) return finding('Routed', false, refused.reason, refused.message);
  if (!routesKnown) {
    return finding(
      'Routed',
      false,
      'RouteNotAvailable',
      rendererOf(settings).unknown,
    );
  }
  if (!route) {
    return finding(
      'Routed',
      false,
      'Missing',
      'The desktop has no address yet.',
    );
  }
  if (isReached(view, pod)) {
    // Traefik may have been told elsewhere to trust any certificate: where nobody asks it, only whoever opens the desktop knows.
    const doubtful =
      !routeCheck &&
      !settings.serversTransport &&
      schemeOf(view, pod) === 'https';
    return doubtful
      ? finding('Routed', true, 'NoServersTransport', NO_SERVERS_TRANSPORT)
      : finding('Routed', true, 'Routed', 'The desktop has an address.');
  }
  const { reason, message } = routeCheck?.trouble ?? NOT_REACHED;
  return finding('Routed', false, reason, message);
}
