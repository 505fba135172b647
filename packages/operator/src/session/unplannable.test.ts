import { aSession, at, T0 } from '../testing/objects';
import { unplannableStatus } from './unplannable';

const bug = new TypeError('no such thing');

describe('unplannableStatus', () => {
  it('is told of a session that nothing was told of before', () => {
    expect(unplannableStatus(aSession(), bug, T0)).toEqual({
      phase: 'Pending',
      conditions: [
        {
          type: 'Valid',
          status: 'False',
          reason: 'InternalError',
          message:
            'The operator cannot work this desktop out (no such thing). An administrator finds more in its log.',
          lastTransitionTime: at(0),
        },
      ],
    });
  });

  it('leaves the rest as it was, and is told once', () => {
    const ready = {
      type: 'Ready',
      status: 'True' as const,
      reason: 'Running',
      message: '',
      lastTransitionTime: at(0),
    };
    const session = {
      ...aSession(),
      status: { phase: 'Running' as const, conditions: [ready] },
    };
    const status = unplannableStatus(session, bug, T0);
    expect(status?.phase).toBe('Running');
    expect(status?.conditions?.[0]).toBe(ready);
    expect(unplannableStatus({ ...session, status }, bug, T0)).toBeUndefined();
  });
});
