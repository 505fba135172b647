import { randomInt } from 'node:crypto';
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { VDISESSION } from '@backstage-vdi/operator';
import { BENCH_AGENT } from '../benchCluster';
import type { Browser, Question } from './Browser';
import { sessionName, sessionOf } from './fill';
import type { Person } from './Person';

/** What is measured, in the order in which it is asked. */
export const ROUTES = [
  'signed-in',
  'permitted',
  'mine',
  'visible',
  'all',
  'one',
  'POST',
  'create',
] as const;

/** The name of one: see {@link createRoutes}. */
export type Route = (typeof ROUTES)[number];

/** Somebody with what they sign in by. */
export interface SignedIn extends Person {
  token: string;
}

/** Ways to ask, each for somebody at random, and how to end. */
export interface Asking {
  ask: Record<Route, () => Promise<unknown>>;
  close(): Promise<void>;
}

/**
 * - `signed-in` and `permitted`: the bare routes;
 * - `mine`: the list of one's own sessions;
 * - `visible`: the first page of all that one may see, which are those for the team's components too;
 * - `all`: the first page of everybody's, for an administrator;
 * - `one`: a session of one's own;
 * - `create`: a session by the portal;
 * - `POST`: the same, straight to the API server.
 */
export async function createRoutes(options: {
  browser: Browser;
  kubeconfig: string;
  namespace: string;
  people: SignedIn[];
  admin: SignedIn;
  /** How many sessions each has. */
  each: number;
  clients: number;
}): Promise<Asking> {
  const { browser, kubeconfig, namespace, people, admin, each } = options;
  const transport = new Transport(await loadConnection({ kubeconfig }), {
    userAgent: `${BENCH_AGENT}/1`,
    connections: options.clients,
  });
  const anybody = () => people[randomInt(people.length)];
  const get = ({ token }: SignedIn, path: string) =>
    browser.ask({ method: 'GET', path, token, expected: 200 });
  const sessions = '/api/vdi/v1/sessions';
  let made = 0;
  return {
    ask: {
      'signed-in': () => get(anybody(), '/api/bare/signed-in'),
      permitted: () => get(anybody(), '/api/bare/permitted'),
      mine: () => get(anybody(), `${sessions}?owner=me`),
      visible: () => get(anybody(), sessions),
      all: () => get(admin, sessions),
      one: () => {
        const owner = anybody();
        const name = sessionName(owner, 1 + randomInt(each));
        return get(owner, `${sessions}/default/${namespace}/${name}`);
      },
      POST: () => {
        made += 1;
        const owner = anybody();
        const name = `${owner.name}-x${made}`;
        const session = sessionOf(owner, { namespace, name, n: made });
        return transport.create(VDISESSION, session);
      },
      create: () => {
        const wish: Question = {
          method: 'POST',
          path: sessions,
          token: anybody().token,
          body: { template: 'bench', title: 'Made by the portal' },
          expected: 201,
        };
        return browser.ask(wish);
      },
    },
    close: () => transport.close(),
  };
}
