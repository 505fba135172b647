import { Invariants } from '../../invariants/Invariants';
import { TestNamespace } from '../../TestNamespace';
import { Replicas } from './Replicas';
import { inTheWay, Traffic } from './Traffic';

describe('two replicas of the program, with desktops coming and going', () => {
  let ns: TestNamespace;
  let invariants: Invariants;
  let replicas: Replicas;
  let traffic: Traffic;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    invariants = await Invariants.watch(ns.transport, ns.name);
    replicas = await Replicas.in(ns, invariants, 5);
    await replicas.start();
    await replicas.start();
    invariants.protect(...(await inTheWay(ns)));
    traffic = new Traffic(ns, await ns.template(), 200, 1_000);
  });
  afterAll(async () => {
    await replicas.remove();
    await ns.remove();
  });

  it('hand over when the leader is asked to end', async () => {
    const leader = await replicas.leader();
    await replicas.start();
    expect(await leader.terminate()).toBe(0);
    expect(await replicas.leader()).not.toBe(leader);
    await traffic.served();
  });

  it('go on when the leader is killed', async () => {
    const leader = await replicas.leader();
    await replicas.start();
    await leader.kill();
    expect(await replicas.leader()).not.toBe(leader);
    await traffic.served();
  });

  it('go on when the leader is paused beyond its lease, which does not write when it wakes', async () => {
    const leader = await replicas.leader();
    leader.pause();
    const next = await replicas.leader();
    leader.resume();
    await leader.abdicates();
    expect(await replicas.leader()).toBe(next);
    await traffic.served();
  });

  it('give everybody what they want, and never write both', async () => {
    await traffic.settled();
    await replicas.kill();
    const { reigns, usurpations } = await replicas.audit();
    expect(usurpations).toEqual([]);
    expect(reigns.length).toBeGreaterThanOrEqual(4);
    await invariants.verify();
  });
});
