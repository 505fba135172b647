import { aNode } from '../testing/aNode';
import { projectNode } from './nodeRecord';

describe('projectNode', () => {
  it('spells images as templates are looked for, and keeps each name once', () => {
    const images = ['debian:12', 'registry.example.com/desktop:1'];
    const [one, other] = [aNode({ images }), aNode({ images })];
    expect(one.images).toEqual([
      'docker.io/library/debian:12',
      'registry.example.com/desktop:1',
    ]);
    expect(one.images).toEqual(other.images);
  });

  it('takes a node that says nothing for one that takes no pods', () => {
    expect(projectNode({})).toEqual({
      usable: false,
      gpus: new Map(),
      labels: {},
      taints: [],
      images: [],
    });
    const images = [{ names: null }, {}];
    expect(projectNode({ status: { images } }).images).toEqual([]);
  });
});
