import { describeState } from './states';

describe('describeState', () => {
  it('has the words of a reason', () => {
    expect(describeState('Creating', 'WaitingForGPU').word).toBe(
      'Waiting for a GPU',
    );
  });

  it('falls back to the words of the phase where the reason is new or of another phase', () => {
    expect(describeState('Creating', 'SomethingNew').word).toBe('Starting');
    expect(describeState('Failed', 'Running').word).toBe('Failed');
    expect(describeState('Running', 'constructor').word).toBe('Running');
  });

  it('takes a session of which nothing is told yet for starting', () => {
    expect(describeState().word).toBe('Starting');
    expect(describeState('Pending', 'SomethingNew').word).toBe('Waiting');
  });
});
