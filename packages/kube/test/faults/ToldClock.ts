import { ManualClock } from '../../src/testing/ManualClock';
import { Recorder } from '../../src/testing/Recorder';

/** A clock that a test moves, and that tells the test what is waited for. */
export class ToldClock extends ManualClock {
  /** Each wait that began, in milliseconds. */
  readonly waits = new Recorder<number>();

  override after(ms: number, fn: () => void): () => void {
    const cancel = super.after(ms, fn);
    this.waits.record(ms);
    return cancel;
  }
}
