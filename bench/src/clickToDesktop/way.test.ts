import { operatorShare, stagesOf, type Way } from './way';

const way: Way = {
  clicked: 1_000,
  created: 1_030,
  replied: 1_050,
  made: 1_045,
  scheduled: 1_060,
  started: 1_500,
  ready: 1_900,
  routed: 2_000,
  offered: 2_100,
  loaded: 2_300,
  shown: 2_250,
};

describe('stagesOf', () => {
  it('counts each part from the latest before it', () => {
    expect(stagesOf(way)).toEqual({
      replied: 50,
      made: 0,
      scheduled: 10,
      started: 440,
      ready: 400,
      routed: 100,
      offered: 100,
      loaded: 200,
      shown: 0,
    });
  });
});

describe('operatorShare', () => {
  it('is what neither kubelet nor browser spend', () => {
    expect(operatorShare(way)).toBe(115);
  });
});
