import { setImmediate } from 'node:timers/promises';
import type { SessionRef } from '@backstage-vdi/plugin-vdi-common';
import { aSession } from '../testing/objects';
import { SessionNameTakenError } from './errors';
import { FreeNames } from './FreeNames';
import { NoFreeNameError } from './stateErrors';

const wanted = {
  cluster: 'default',
  namespace: 'desktops',
  owner: { userRef: 'user:default/alice', user: 'alice@example.com' },
  template: 'blender',
};

/** What an API server has; each request takes a turn of the event loop there and back. */
class Server {
  readonly names = new Set<string>();
  asked = 0;

  async create(name: string): Promise<string> {
    this.asked += 1;
    await setImmediate();
    const isTaken = this.names.has(name);
    this.names.add(name);
    await setImmediate();
    if (isTaken) throw new SessionNameTakenError(`${name} exists`);
    return name;
  }
}

/** A replica of the portal that hears at once of what it made itself, and of nothing else. */
function aReplica(server: Server) {
  const known = new Set<string>();
  const names = new FreeNames({
    session: ({ name }: SessionRef) =>
      known.has(name) ? aSession(name) : undefined,
  });
  return () =>
    names.use(wanted, async name => {
      const made = await server.create(name);
      known.add(made);
      return made;
    });
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => `alice-blender-${n + 1}`);

it('gives each of many who ask at once a name of its own, and asks for it once', async () => {
  const server = new Server();
  const make = aReplica(server);
  const made = await Promise.all(numbered(60).map(make));
  expect(made.sort()).toEqual(numbered(60).sort());
  expect(server.asked).toBe(60);
});

it('finds names for all where several replicas make sessions, and hear nothing of each other', async () => {
  const server = new Server();
  const replicas = [aReplica(server), aReplica(server), aReplica(server)];
  // Each is the first for some names, and loses others.
  const made = await Promise.all(
    numbered(60).map((_, n) => replicas[(n + Math.floor(n / 3)) % 3]()),
  );
  expect(new Set(made).size).toBe(60);
});

it('gives a name back that was not used', async () => {
  const names = new FreeNames({ session: () => undefined });
  const failed = names.use(wanted, async () => {
    throw new Error('the cluster is away');
  });
  await expect(failed).rejects.toThrow('the cluster is away');
  expect(await names.use(wanted, async name => name)).toBe('alice-blender-1');
});

it('gives up where others are quicker each time', async () => {
  const names = new FreeNames({ session: () => undefined });
  const tried = new Set<string>();
  const made = names.use(wanted, async name => {
    tried.add(name);
    throw new SessionNameTakenError(`${name} exists`);
  });
  await expect(made).rejects.toBeInstanceOf(NoFreeNameError);
  expect(tried.size).toBe(50);
});
