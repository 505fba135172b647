import type { Desktops } from '../desktops/Desktops';
import type { SessionInCluster } from './SessionInCluster';
import {
  ChangedMeanwhileError,
  ContendedError,
  ReplacedError,
  SessionGoneError,
} from './stateErrors';

/** How often it is decided anew. Each time somebody else's change was taken, so only very many at once need more. */
const MAX_DECISIONS = 10;

/**
 * Changes a session by a decision that holds for it as it is: where it changed since it was seen it is read again, and decided anew. Of two
 * who give it more time at once both count, and what another replica of the portal did a moment ago is not overlooked.
 *
 * @param options.found - as memory has it: mostly as it is
 * @param options.only - the only version to change; default: whichever it has
 * @param options.change - decides, and changes this version of it
 * @throws ChangedMeanwhileError when it has another version than `only`.
 * @throws SessionGoneError when it is gone; ReplacedError when another has its name; ContendedError when it changes all the time.
 * @throws what `change` throws.
 */
export async function changeAsItIs({
  desktops,
  found,
  only,
  change,
}: {
  desktops: Pick<Desktops, 'readSession'>;
  found: SessionInCluster;
  only?: string;
  change(seen: SessionInCluster, version?: string): Promise<SessionInCluster>;
}): Promise<SessionInCluster> {
  const { name } = found.session.metadata;
  let seen = found;
  for (let n = 0; n < MAX_DECISIONS; n += 1) {
    const version = seen.session.metadata.resourceVersion;
    const isOld = only !== undefined && only !== version;
    if (isOld && n > 0) throw new ChangedMeanwhileError(name);
    try {
      if (!isOld) return await change(seen, version);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhileError)) throw error;
    }
    seen = await readAgain(desktops, seen);
  }
  throw new ContendedError(name);
}

async function readAgain(
  desktops: Pick<Desktops, 'readSession'>,
  { cluster, session: { metadata } }: SessionInCluster,
): Promise<SessionInCluster> {
  const { namespace = '', name, uid } = metadata;
  const session = await desktops.readSession({ cluster, namespace, name });
  if (!session) throw new SessionGoneError(name);
  if (session.metadata.uid !== uid) throw new ReplacedError(name);
  return { cluster, session };
}
