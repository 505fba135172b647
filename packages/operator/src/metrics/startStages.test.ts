import { startStages } from './startStages';

const at = (seconds: number) =>
  `2026-01-01T00:00:${`${seconds}`.padStart(2, '0')}Z`;

describe('startStages', () => {
  it('measures each stage from the one before', () => {
    const timings = {
      requested: at(0),
      scheduled: at(1),
      volumeReady: at(3),
      imageReady: at(21),
      started: at(22),
      ready: at(25),
      routed: at(26),
    };
    expect(startStages(timings)).toEqual([
      { stage: 'scheduled', seconds: 1 },
      { stage: 'volumeReady', seconds: 2 },
      { stage: 'imageReady', seconds: 18 },
      { stage: 'started', seconds: 1 },
      { stage: 'ready', seconds: 3 },
      { stage: 'routed', seconds: 1 },
      { stage: 'total', seconds: 26 },
    ]);
  });

  it('skips what is not known', () => {
    expect(startStages({ requested: at(0), ready: at(4) })).toEqual([
      { stage: 'ready', seconds: 4 },
      { stage: 'total', seconds: 4 },
    ]);
    expect(startStages({ ready: at(4) })).toEqual([]);
  });

  it('takes what clocks make of it for nothing, never for less', () => {
    expect(
      startStages({ requested: at(5), scheduled: at(4), ready: at(6) }),
    ).toEqual([
      { stage: 'scheduled', seconds: 0 },
      { stage: 'ready', seconds: 1 },
      { stage: 'total', seconds: 1 },
    ]);
  });
});
