import { templates } from '../../dev/templates';
import { offersOf } from './offersOf';

const [blender, kicad] = templates;

it('offers the templates of one cluster as they are', () => {
  expect(offersOf([blender, kicad])).toEqual([
    { ...blender, key: blender.name },
    { ...kicad, key: kicad.name },
  ]);
});

it('tells apart those of one name, and says where they are', () => {
  const here = { ...blender, cluster: 'here' };
  const there = { ...blender, cluster: 'there' };
  expect(
    offersOf([here, there, kicad]).map(({ key, inCluster, displayName }) => [
      key,
      inCluster,
      displayName,
    ]),
  ).toEqual([
    ['here/blender', 'here', 'Blender (here)'],
    ['there/blender', 'there', 'Blender (there)'],
    [kicad.name, undefined, kicad.displayName],
  ]);
});
