import { Invariants } from '../../invariants/Invariants';
import { TestNamespace } from '../../TestNamespace';
import type { Program } from '../Program';
import { Replicas } from './Replicas';
import { Traffic } from './Traffic';

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
    traffic = new Traffic(ns, await ns.template(), 200, 1_000);
  });
  afterAll(async () => {
    await replicas.remove();
    await ns.remove();
  });

  /** Resolves when this replica works: it does something that only the leader may. */
  const works = async (replica: Program) => {
    const { count } = traffic;
    expect(await replicas.leader()).toBe(replica);
    await ns.until(() => ns.get('pod', `guest-${count}`));
  };

  it('hand over when the leader is asked to end', async () => {
    const leader = await replicas.leader();
    const other = await replicas.start();
    expect(await leader.terminate()).toBe(0);
    await works(await replicas.leader());
    expect(other.isAwake).toBe(true);
  });

  it('go on when the leader is killed', async () => {
    const leader = await replicas.leader();
    await replicas.start();
    await leader.kill();
    await works(await replicas.leader());
  });

  it('go on when the leader is paused beyond its lease, which does not write when it wakes', async () => {
    const leader = await replicas.leader();
    leader.pause();
    const next = await replicas.leader();
    leader.resume();
    await leader.abdicates();
    await works(next);
  });

  it('give everybody what they want, and never write both', async () => {
    await traffic.settled();
    await replicas.kill();
    const { reigns, usurpations } = await replicas.audit();
    expect(usurpations).toEqual([]);
    expect(reigns).toHaveLength(4);
    await invariants.verify();
  });
});
