import type { Desktops } from '../desktops/Desktops';
import type { OwnersByEntity } from '../service/EntityOwners';
import { SessionIndex } from '../service/SessionIndex';
import type { SessionInCluster } from '../service/SessionInCluster';
import type { Reach } from './filters';

/** Beyond so many, bringing them together and in order takes longer than a look through all sessions until a page is full. */
const MANY = 1_000;

/** Finds the sessions that the conditions of a policy may match, without a look at all the others. */
export class SessionFinder {
  readonly #desktops: Pick<Desktops, 'sessionsOf'>;
  readonly #shares: SessionIndex;
  /** By the catalog entity, in lower case, that sessions are for. */
  readonly entities: SessionIndex;

  constructor(
    desktops: Pick<
      Desktops,
      'onSessionsChange' | 'session' | 'sessions' | 'sessionsOf'
    >,
  ) {
    this.#desktops = desktops;
    this.#shares = new SessionIndex(desktops, ({ spec }) => [
      ...new Set(spec.shares?.map(({ ref }) => ref.toLowerCase())),
    ]);
    this.entities = new SessionIndex(desktops, ({ spec }) =>
      spec.entityRef ? [spec.entityRef.toLowerCase()] : [],
    );
  }

  /**
   * The sessions within reach, each once; `undefined` where there are so many that a look at all of them is quicker.
   *
   * @param reach.owners - as `canonicalOwner` spells them
   */
  find(
    { owners, sharedWith, entityOwners }: Reach,
    ownersByEntity: OwnersByEntity,
  ): readonly SessionInCluster[] | undefined {
    const others = [
      { index: this.#shares, values: sharedWith },
      {
        index: this.entities,
        values: entitiesOf(entityOwners, ownersByEntity),
      },
    ].filter(({ values }) => values.length);
    const count = others.reduce(
      (sum, { index, values }) => sum + index.count(values),
      0,
    );
    if (count > MANY) return undefined;
    const found = [
      ...this.#desktops.sessionsOf(owners),
      ...others.flatMap(({ index, values }) => index.of(values)),
    ];
    return [...new Map(found.map(it => [it.session, it])).values()];
  }
}

/** The catalog entities that one of these owns. */
function entitiesOf(
  owners: readonly string[],
  ownersByEntity: OwnersByEntity,
): string[] {
  if (!owners.length) return [];
  const wanted = new Set(owners);
  return [...ownersByEntity]
    .filter(([, found]) => found.some(it => wanted.has(it)))
    .map(([entity]) => entity);
}
