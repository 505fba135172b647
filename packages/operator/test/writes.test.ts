import { SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION } from '../src/resources';
import { Refusals } from '../src/session/refusals';
import { DriftPace } from '../src/session/driftPace';
import { ChildCaches } from '../src/session/ChildCaches';
import type { Executor } from '../src/session/executor';
import { projectSession } from '../src/session/records';
import { SessionWrites } from '../src/session/SessionWrites';
import { SessionsClient } from '../src/sessionsClient';
import { TestNamespace } from './TestNamespace';

const logger = { debug() {}, info() {}, warn() {}, error() {} };

describe('a write that was decided for an earlier session of the name', () => {
  let ns: TestNamespace;
  let writes: SessionWrites;
  let second: object | undefined;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    const { transport } = ns;
    const { sessions, templates } = new SessionsClient({ transport, logger });
    const executor: Executor = {
      transport,
      sessions,
      templates,
      children: new ChildCaches({ transport, logger }),
      refusals: new Refusals(),
      pace: new DriftPace(),
      signal: new AbortController().signal,
      logger,
      now: Date.now,
    };
    const held = { finalizers: [SESSION_FINALIZER] };
    const first = projectSession(
      await ns.session('same', { template: 'any' }, held),
    );
    writes = new SessionWrites(first, executor);
    await new SessionWrites(first, executor).removeFinalizer();
    await ns.deleteSession('same');
    second = await ns.session('same', { template: 'any' }, held);
  });
  afterAll(() => ns.remove());

  it.each<[string, () => Promise<void>, number]>([
    ['status', () => writes.setStatus({ phase: 'Running' }), 422],
    ['finalizer that is set', () => writes.addFinalizer(), 409],
    ['finalizer that is removed', () => writes.removeFinalizer(), 422],
    ['turning off', () => writes.turnOff(), 409],
  ])('is refused: %s', async (_, write, status) => {
    await expect(write()).rejects.toMatchObject({ status });
    const { transport, name: namespace } = ns;
    expect(
      await transport.get(VDISESSION, { namespace, name: 'same' }),
    ).toEqual(second);
  });
});
