import { randomUUID } from 'node:crypto';
import {
  Lease,
  LEASE,
  Leadership,
  LeaseElector,
  LeaseElectorOptions,
  loadConnection,
  NAMESPACE,
  Transport,
  whenAborted,
} from '../src';
import { Recorder } from '../src/testing/Recorder';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe('LeaseElector on a real API server', () => {
  const namespace = `lease-${randomUUID().slice(0, 8)}`;
  const requests = new Recorder<string>();
  let transport: Transport;
  let stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const kubeconfig = process.env.VDI_TEST_KUBECONFIG;
    transport = new Transport(await loadConnection({ kubeconfig }), {
      userAgent: 'lease-test/1.0',
      onRequest: ({ verb, resource, status }) =>
        requests.record(`${verb} ${resource} ${status}`),
    });
    await transport.create(NAMESPACE, { metadata: { name: namespace } });
  });

  afterEach(async () => {
    await Promise.all(stops.map(stop => stop()));
    stops = [];
  });

  afterAll(async () => {
    await transport.delete(NAMESPACE, { name: namespace });
    await transport.close();
  });

  const read = (name: string) =>
    transport.get<Lease>(LEASE, { namespace, name });

  /** Starts an elector; `terms` are its leaderships as they begin. */
  function compete(name: string, options: Partial<LeaseElectorOptions> = {}) {
    const elector = new LeaseElector({
      transport,
      namespace,
      name,
      logger: silent,
      ...options,
    });
    const abort = new AbortController();
    const terms = new Recorder<Leadership>();
    const running = elector.run(abort.signal, async leadership => {
      terms.record(leadership);
      await whenAborted(abort.signal, leadership.signal);
    });
    const stop = () => {
      abort.abort();
      return running;
    };
    stops.push(stop);
    return { elector, terms, stop };
  }

  it('takes a lease that does not exist, and leaves it to the next at once', async () => {
    const a = compete('handover', { identity: 'a' });
    (await a.terms.next()).assert();
    expect((await read('handover')).spec).toMatchObject({
      holderIdentity: expect.stringMatching(/^a_/),
      leaseDurationSeconds: 15,
      leaseTransitions: 0,
      renewTime: expect.stringMatching(/\.\d{6}Z$/),
    });
    const b = compete('handover', { identity: 'b' });
    const c = compete('handover', { identity: 'c' });
    const next = Promise.race([b.terms.next(), c.terms.next()]);
    await a.stop();
    (await next).assert();
    const { spec } = await read('handover');
    expect(spec?.leaseTransitions).toBe(1);
    expect([b, c].filter(it => it.elector.health.isLeader)).toHaveLength(1);
  });
});
