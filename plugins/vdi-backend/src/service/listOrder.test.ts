import { comparePositions, type Position } from './listOrder';

const EARLY = '2026-10-01T08:00:00Z';
const LATE = '2026-10-01T09:00:00Z';
const at = (
  time: string,
  name: string,
  namespace = 'n',
  cluster = 'c',
): Position => [time, name, namespace, cluster];

it.each<[string, Position[]]>([
  ['the newest first', [at(LATE, 'a-1'), at(EARLY, 'z-9')]],
  [
    'of the same second the higher number',
    [at(EARLY, 'a-10'), at(EARLY, 'a-9')],
  ],
  ['names that people call the same', [at(EARLY, 'a-1'), at(EARLY, 'a-01')]],
  ['namespaces', [at(EARLY, 'a', 'm'), at(EARLY, 'a', 'n')]],
  ['clusters', [at(EARLY, 'a', 'n', 'b'), at(EARLY, 'a', 'n', 'c')]],
])('puts in order: %s', (_, positions) => {
  expect([...positions].reverse().sort(comparePositions)).toEqual(positions);
  expect([...positions].sort(comparePositions)).toEqual(positions);
});
