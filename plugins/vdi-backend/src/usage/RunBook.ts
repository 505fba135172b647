import type {
  SessionRef,
  VDISession,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { timeOf } from '../desktops/timeOf';
import { endOfRun, type Look } from './endOfRun';
import { presentRun } from './presentRun';
import { isExact, type Run } from './Run';

const keyOf = ({ cluster, namespace, name }: SessionRef) =>
  `${cluster}/${namespace}/${name}`;

const idOf = ({ sessionUid, startedAt }: Run) => `${sessionUid}@${startedAt}`;

const isPresent = ({ sessionUid, startedAt }: Run, session?: VDISession) =>
  session?.metadata.uid === sessionUid &&
  timeOf(session.status?.startTime) === startedAt;

/** What is there of a session, and when it was looked at. */
export interface Sighting {
  /** `undefined` when it is gone. */
  session: VDISession | undefined;
  /** Of a session that is there; `undefined` where it does not exist. */
  template?: VDITemplate;
  look: Look;
}

/** The last run of each session, and the runs of which something is to be recorded. */
export class RunBook {
  readonly #last = new Map<string, Run>();
  #unrecorded = new Map<string, Run>();

  /**
   * Takes a run that was recorded and had not ended, maybe by another portal; to be called when everything that is there was seen.
   */
  resume(run: Run, { session, look }: Sighting): void {
    const id = idOf(run);
    const seen = this.#unrecorded.get(id);
    if (seen && !seen.end) this.#unrecorded.delete(id);
    if (seen || isPresent(run, session)) return;
    this.#close(run, session, look);
  }

  /** Takes what there is of a session now. */
  see(place: SessionRef, { session, template, look }: Sighting): void {
    const key = keyOf(place);
    const last = this.#last.get(key);
    const found =
      session && presentRun({ cluster: place.cluster, session }, template);
    if (last && found && idOf(last) === idOf(found)) {
      this.#note(key, last, found.end);
      return;
    }
    if (last) {
      const isThere = session?.metadata.uid === last.sessionUid;
      const ended = this.#close(last, isThere ? session : undefined, look);
      if (isThere) this.#last.set(key, ended);
      else this.#last.delete(key);
    }
    if (found) {
      this.#last.set(key, found);
      this.#unrecorded.set(idOf(found), found);
    }
  }

  /** What is to be recorded, which is taken for recorded from now on. */
  take(): Run[] {
    const runs = [...this.#unrecorded.values()];
    this.#unrecorded.clear();
    return runs;
  }

  /** Takes back what could not be recorded. What was seen since is newer. */
  giveBack(runs: readonly Run[]): void {
    const earlier = runs.map(run => [idOf(run), run] as const);
    this.#unrecorded = new Map([...earlier, ...this.#unrecorded]);
  }

  /** Notes an end, or that a run of which only the session was gone has none. What Kubernetes said of an end stays. */
  #note(key: string, last: Run, end: Run['end']): void {
    if (isExact(last.end) || last.end === end) return;
    const run = { ...last, end };
    this.#last.set(key, run);
    this.#unrecorded.set(idOf(run), run);
  }

  #close(run: Run, session: VDISession | undefined, look: Look): Run {
    if (run.end) return run;
    const ended = { ...run, end: endOfRun(run, session, look) };
    this.#unrecorded.set(idOf(run), ended);
    return ended;
  }
}
