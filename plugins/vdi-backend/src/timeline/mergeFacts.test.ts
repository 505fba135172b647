import type { Fact } from './Fact';
import { mergeFacts } from './mergeFacts';

const SECOND = 1_000;
const fact = (about: string, at: number, rest: Partial<Fact> = {}): Fact => ({
  about,
  at: at * SECOND,
  kind: 'start',
  severity: 'info',
  title: about,
  ...rest,
});
const merge = (facts: Partial<Parameters<typeof mergeFacts>[0]>) =>
  mergeFacts({ status: [], events: [], audit: [], ...facts });

describe('mergeFacts', () => {
  it('has one fact of what everybody knows of', () => {
    expect(
      merge({
        status: [
          fact('deed/stop', 100, {
            title: 'Stopped',
            detail: 'Your files are kept.',
          }),
        ],
        events: [
          fact('deed/stop', 99, {
            reason: 'Killing',
            message: 'raw',
            detail: 'Other words.',
          }),
        ],
        audit: [
          fact('deed/stop', 90, {
            title: 'Stopped by alice',
            actor: 'user:default/alice',
            detail: 'Asked for by a script.',
          }),
        ],
      }),
    ).toEqual([
      fact('deed/stop', 100, {
        title: 'Stopped by alice',
        detail: 'Asked for by a script. Your files are kept.',
        actor: 'user:default/alice',
        reason: 'Killing',
        message: 'raw',
      }),
    ]);
  });

  it('takes the nearest of several, and leaves the others', () => {
    const audit = [10, 70, 400].map(at =>
      fact('deed/stop', at, { title: `asked at ${at}` }),
    );
    const merged = merge({ status: [fact('deed/stop', 80)], audit });
    expect(merged.map(({ title }) => title)).toEqual([
      'asked at 70',
      'asked at 10',
      'asked at 400',
    ]);
  });

  it('keeps apart what is about the same and long ago', () => {
    const status = [fact('deed/stop', 1_000)];
    expect(merge({ status, audit: [fact('deed/stop', 699)] })).toHaveLength(2);
    expect(merge({ status, audit: [fact('deed/stop', 700)] })).toHaveLength(1);
  });

  it('keeps apart what is about different runs', () => {
    expect(
      merge({
        status: [fact('pod/2/Scheduled', 10)],
        events: [fact('pod/1/Scheduled', 9), fact('pod/2/Scheduled', 10)],
      }),
    ).toHaveLength(2);
  });

  it('believes an Event when a state began that lasts', () => {
    const status = [fact('session/SecretNotFound', 10, { lasting: true })];
    const told = [4, 2_000, 3_000].map(at =>
      fact('session/SecretNotFound', at, { title: `said at ${at}` }),
    );
    const [state, ...rest] = merge({ status, events: told });
    expect(state.at).toBe(3_000 * SECOND);
    expect(rest.map(({ at }) => at / SECOND)).toEqual([4, 2_000]);
  });

  it('counts what is said again, whoever counted before', () => {
    expect(
      merge({
        events: [
          fact('pod/1/BackOff', 30, {
            count: 4,
            since: 20 * SECOND,
            message: 'later',
          }),
          fact('pod/1/BackOff', 10, { message: 'earlier' }),
          fact('pod/2/BackOff', 12),
        ],
      }),
    ).toEqual([
      fact('pod/1/BackOff', 30, {
        count: 5,
        since: 10 * SECOND,
        message: 'later',
      }),
      fact('pod/2/BackOff', 12),
    ]);
  });
});
