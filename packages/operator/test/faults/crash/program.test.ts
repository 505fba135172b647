import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FaultProxy } from '@backstage-vdi/kube/testing';
import { homeName } from '@backstage-vdi/plugin-vdi-common';
import { stringify } from 'yaml';
import { finalObjects } from '../../invariants/finalObjects';
import { Invariants } from '../../invariants/Invariants';
import { TestNamespace } from '../../TestNamespace';
import { converges } from '../converges';
import { Program } from '../Program';
import { untilBound } from '../untilBound';
import { crashAt, isLifeWrite, type Side } from './crashAt';

const SIDES: Side[] = ['before', 'after'];

describe('the program', () => {
  let ns: TestNamespace;
  let template: string;
  let invariants: Invariants;
  let proxy: FaultProxy;
  let kubeconfig: string;
  let program: Program;

  const start = () =>
    Program.start({
      kubeconfig,
      env: {
        VDI_NAMESPACE: ns.name,
        VDI_LEADER_ELECTION: 'false',
        VDI_PROGRESS_AFTER: '10m',
      },
      onLine: line => invariants.log.read(line),
    });

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    invariants = await Invariants.watch(ns.transport, ns.name);
    proxy = await FaultProxy.start(ns.connection);
    kubeconfig = path.join(tmpdir(), `${ns.name}.kubeconfig`);
    await writeFile(kubeconfig, kubeconfigOf(proxy.connection.server));
    await Program.build();
    program = await start();
  });
  afterAll(async () => {
    await program.kill();
    await proxy.close();
    await rm(kubeconfig);
    await invariants.verify();
    await ns.remove();
  });

  const make = (session: string) =>
    ns.session(session, { template, resources: { memory: '1Mi' } });

  /** Makes a session, kills the program at a write of its start, and starts another. */
  async function killAt(session: string, index: number, side: Side) {
    const killed = crashAt(proxy, index, side, () => program.kill());
    await make(session);
    await killed;
    await program.kill();
    proxy.clear();
    program = await start();
  }

  it('may be killed at any write of a start', async () => {
    const before = proxy.requests.length;
    await make('calm');
    await ns.untilPhase('calm', 'Running');
    const writes = proxy.requests.slice(before).filter(isLifeWrite).length;
    await untilBound(ns, 'calm');
    const expected = finalObjects(ns, 'calm');
    expect(writes).toBeGreaterThan(4);

    const points = Array.from({ length: writes }).flatMap((_, i) =>
      SIDES.map(side => ({ index: i + 1, side })),
    );
    for (const { index, side } of points) {
      const session = `${side}-${index}`;
      await killAt(session, index, side);
      await converges(ns, session, expected);
      expect(invariants.pods.named(ns.name, session)).toHaveLength(1);
      expect(invariants.homes.named(ns.name, homeName(session))).toHaveLength(
        1,
      );
    }
    expect(await program.terminate()).toBe(0);
  }, 600_000);
});

/** A kubeconfig for a server that wants no credentials. */
function kubeconfigOf(server: string): string {
  const name = 'proxy';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server } }],
    users: [{ name, user: {} }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}
