import {
  ANNOTATION_ACTIVE_AT,
  ANNOTATION_RESTARTED_AT,
  LABEL_SESSION,
} from '@backstage-vdi/plugin-vdi-common';
import type { PodCondition } from '../session/records';
import type { Activity } from '../session/view';
import { aSession, aTemplate, at, aView } from './objects';
import { World } from './World';

/** In seconds. */
export const HOUR = 3_600;

/** How long nobody may be connected to the desktop, in seconds. */
export const IDLE = 2 * HOUR;

const annotate = (world: World, name: string) =>
  world.session({
    metadata: { annotations: { [name]: at(Math.floor(world.seconds)) } },
  });
const condition = (world: World, found: PodCondition) => {
  const { pod } = world.view.named;
  if (!pod) return;
  const others = pod.conditions.filter(({ type }) => type !== found.type);
  world.named('pod', { ...pod, conditions: [...others, found] });
};
/** Somebody changes what is a session's. */
const tamper = (
  world: World,
  kind: 'service' | 'route',
  { labels, ...spec }: Record<string, object>,
) => {
  const child = world.view.named[kind];
  if (!child) return;
  const metadata = {
    ...child.metadata,
    labels: { ...child.metadata.labels, ...labels },
  };
  world.named(kind, { metadata, spec: { ...child.spec, ...spec } });
};
const people = (world: World, activity: Partial<Activity> | undefined) => {
  world.view = {
    ...world.view,
    activity: activity && { source: 'test', ...activity },
  };
};

/** Everything that can happen to a session, beside time. */
export const HAPPENINGS: Record<string, (world: World) => void> = {
  'the desktop becomes ready': world => world.ready(),
  'the node gives the pod up': world => {
    const { pod } = world.view.named;
    if (pod) {
      const lost = { phase: 'Failed', reason: 'Evicted', conditions: [] };
      world.named('pod', { ...pod, ...lost });
    }
  },
  'the desktop fills its disk': world => {
    const { pod } = world.view.named;
    if (pod) {
      const message =
        'Pod ephemeral local storage usage exceeds the total limit of containers 10Gi. ';
      const full = { phase: 'Failed', reason: 'Evicted', message };
      world.named('pod', { ...pod, ...full, conditions: [] });
    }
  },
  'the node stops answering': world =>
    condition(world, {
      type: 'Ready',
      status: 'False',
      reason: 'NodeNotReady',
    }),
  'the node is emptied': world => {
    const reason = 'EvictionByEvictionAPI';
    condition(world, { type: 'DisruptionTarget', status: 'True', reason });
    world.remove('pod');
  },
  'the pod is deleted': world => world.remove('pod'),
  'pods take their time to end': world => {
    world.lingers = true;
  },
  'pods end': world => world.end(),
  'the service is deleted': world => world.remove('service'),
  'the route is deleted': world => world.remove('route'),
  'somebody leads the service elsewhere': world =>
    tamper(world, 'service', { selector: { app: 'mine' } }),
  'somebody opens the service to all': world =>
    tamper(world, 'service', { externalIPs: ['192.0.2.1'] }),
  'somebody leads the route elsewhere': world =>
    tamper(world, 'route', { routes: [], parentRefs: [] }),
  'somebody labels the route as of another': world =>
    tamper(world, 'route', { labels: { [LABEL_SESSION]: 'another' } }),
  'the template is removed': world => {
    world.view = { ...world.view, template: undefined };
  },
  'the template appears': world => {
    world.view = { ...world.view, template: aTemplate() };
  },
  'the template changes': world => {
    const template = aTemplate({ image: 'registry.example.com/desktop:2' });
    world.view = { ...world.view, template };
  },
  'the template allows less': world => {
    const template = aTemplate({ timeout: { max: '1h' } });
    world.view = { ...world.view, template };
  },
  'routes become unknown': world => {
    world.view = { ...world.view, routesKnown: false };
    world.remove('route');
  },
  'routes become known': world => {
    world.view = { ...world.view, routesKnown: true };
  },
  'nobody knows whether its route leads to it': world => {
    world.view = { ...world.view, routeCheck: {} };
  },
  'it answers through its route': world => {
    world.view = { ...world.view, routeCheck: { answeredAt: world.now } };
  },
  'something is between its route and it': world => {
    const reason = 'DesktopUnreachable';
    const trouble = { reason, message: 'Out of reach.' } as const;
    world.view = { ...world.view, routeCheck: { trouble } };
  },
  'another desktop gets its host name': world => {
    const reason = 'HostNameTaken';
    world.view = { ...world.view, hostTrouble: { reason, message: 'Taken.' } };
  },
  'its host name is left to it': world => {
    world.view = { ...world.view, hostTrouble: undefined };
  },
  'another route still leads from its host name': world => {
    world.view = { ...world.view, hostDeparting: true };
  },
  'no other route leads from its host name': world => {
    world.view = { ...world.view, hostDeparting: undefined };
  },
  'the owner turns it off': world =>
    world.session({ spec: { running: false } }),
  'the owner turns it on': world => world.session({ spec: { running: true } }),
  'the owner restarts it': world => annotate(world, ANNOTATION_RESTARTED_AT),
  'the owner keeps it': world => annotate(world, ANNOTATION_ACTIVE_AT),
  'the owner extends it': world => world.session({ spec: { timeout: '12h' } }),
  'the home is no longer to be kept': world =>
    world.session({ spec: { persistence: { retain: false } } }),
  'the home is to be kept': world =>
    world.session({ spec: { persistence: { retain: true } } }),
  'the home is to be larger': world =>
    world.session({ spec: { persistence: { size: '20Gi' } } }),
  'the home is to be smaller': world =>
    world.session({ spec: { persistence: { size: '5Gi' } } }),
  'somebody connects': world => people(world, { lastActivity: world.now }),
  'everybody leaves': world =>
    people(world, { lastActivity: world.now, idleSince: world.now }),
  'it is not known whether somebody is there': world =>
    people(world, undefined),
  'nobody looks any more': world => {
    world.probes = false;
  },
  'people are looked for': world => {
    world.probes = true;
  },
};

/** Times that the schema of a status takes: of other ages, and of a zone that there is none of. */
const ODD_TIMES = [
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-11-21T10:00:00+99:99',
];

/** Somebody writes over every time in a status. */
const mistime = (world: World, time: string) => {
  const { status } = world.view.session;
  const text = JSON.stringify(status ?? {});
  world.session({});
  world.view.session.status = JSON.parse(
    text.replaceAll(/"\d{4}-\d\d-\d\dT[^"]+"/g, `"${time}"`),
  );
};

/** What somebody does to a session's status by hand, which is the operator's alone. */
export const NONSENSE: Record<string, (world: World) => void> = {
  'its status is removed': world => {
    world.session({});
    world.view.session.status = undefined;
  },
  'its status is of another pod': world => {
    world.session({ status: { podUID: 'another' } });
  },
  'its phase is another': world => {
    world.session({ status: { phase: 'Stopped', stopReason: 'Evicted' } });
  },
  ...Object.fromEntries(
    ODD_TIMES.map(time => [
      `its times are ${time}`,
      (world: World) => mistime(world, time),
    ]),
  ),
};

/** What is done to the operator's own clock. */
export const CLOCKS: Record<string, (world: World) => void> = {
  'its clock is set forward': world => {
    world.skew += 5 * HOUR;
  },
  'its clock is set back': world => {
    world.skew -= 5 * HOUR;
  },
  'its clock is right': world => {
    world.skew = 0;
  },
};

/** One of these, and the time after it. */
export interface Happening {
  name: string;
  /** How long nothing happens after it. */
  seconds: number;
}

/** A session that stops when nobody is connected for {@link IDLE}. */
export const aWorld = () =>
  new World(
    aView({ session: aSession({ spec: { idleTimeout: `${IDLE}s` } }) }),
  );

/** Has these happen, one after the other. */
export function live(world: World, happenings: Happening[]) {
  for (const { name, seconds } of happenings) {
    ({ ...HAPPENINGS, ...CLOCKS, ...NONSENSE })[name](world);
    world.pass(seconds);
  }
}

/** Everything is as it should be again, and the desktop is left alone. */
export function mend(world: World) {
  CLOCKS['its clock is right'](world);
  world.lingers = false;
  HAPPENINGS['pods end'](world);
  HAPPENINGS['it is not known whether somebody is there'](world);
  HAPPENINGS['the template appears'](world);
  HAPPENINGS['routes become known'](world);
  HAPPENINGS['its host name is left to it'](world);
  HAPPENINGS['no other route leads from its host name'](world);
  HAPPENINGS['the owner turns it on'](world);
  // One that filled its disk is let be for some minutes.
  world.pass(330);
  world.ready();
  HAPPENINGS['it answers through its route'](world);
  world.pass(5);
}
