import { KubeError, type KubeObject, Store } from '@backstage-vdi/kube';
import { childMeta } from '../children/childMeta';
import type { RouteRecord } from '../session/records';
import { aRoute, aSession, settings } from '../testing/objects';
import { removeLeftRoutes } from './removeLeftRoutes';

const KEY = 'team/render';
const own = { ...childMeta(aSession()), uid: 'uid-left' };

function scene(list: () => Promise<{ items: KubeObject[] }>) {
  const routes = new Store<RouteRecord>();
  const deleted: string[] = [];
  const told: string[] = [];
  const abort = new AbortController();
  const tell = (level: string) => (message: string) =>
    told.push(`${level}: ${message}`);
  let version = 0;
  const running = removeLeftRoutes(
    {
      transport: {
        list,
        async delete(
          { plural }: { plural: string },
          { name }: { name: string },
          { uid }: { uid?: string },
        ) {
          deleted.push(`${plural} ${name} ${uid}`);
          return {};
        },
      } as never,
      routes,
      settings,
      logger: {
        debug: tell('debug'),
        info: tell('info'),
        warn: tell('warn'),
        error: tell('error'),
      },
    },
    abort.signal,
  );
  return {
    deleted,
    told,
    running,
    stop: () => abort.abort(),
    /** The session has a route of the kind that is used. */
    routed(metadata: object = {}) {
      version += 1;
      const resourceVersion = String(version);
      const record = aRoute(metadata);
      const item = { key: KEY, uid: 'uid-route', resourceVersion, record };
      routes.apply({ type: 'upsert', item });
    },
  };
}

const refused = (status: number) => async () => {
  throw new KubeError('no', { code: 'KUBE_STATUS', status });
};

describe('removeLeftRoutes', () => {
  it('removes a route when its session has another, and no sooner', async () => {
    const world = scene(async () => ({ items: [{ metadata: own }] }));
    await new Promise(setImmediate);
    expect(world.deleted).toEqual([]);
    world.routed();
    await world.running;
    expect(world.deleted).toEqual(['ingresses render uid-left']);
  });

  it('leaves one whose session has gone to another of its name', async () => {
    const world = scene(async () => ({ items: [{ metadata: own }] }));
    const [controller] = own.ownerReferences ?? [];
    world.routed({ ownerReferences: [{ ...controller, uid: 'uid-later' }] });
    world.stop();
    await world.running;
    expect(world.deleted).toEqual([]);
  });

  it('leaves what belongs to no session', async () => {
    const items = [{ metadata: { ...own, ownerReferences: undefined } }];
    const world = scene(async () => ({ items }));
    world.routed();
    await world.running;
    expect(world.deleted).toEqual([]);
    expect(world.told).toEqual([]);
  });

  it('says how to remove them where it may not look', async () => {
    const world = scene(refused(403));
    await world.running;
    expect(world.told).toEqual([
      expect.stringMatching(
        /^info: .*kubectl delete ingresses\.networking\.k8s\.io --all-namespaces -l app\.kubernetes\.io\/managed-by=vdi-operator$/,
      ),
    ]);
  });

  it('says nothing where the cluster does not know them', async () => {
    const world = scene(refused(404));
    await world.running;
    expect(world.told).toEqual([]);
  });
});
