import { sentences } from './sentences';

it.each([
  ['The desktop runs.', 'The desktop runs', undefined],
  [
    'Its node is gone. Your home is safe.',
    'Its node is gone',
    'Your home is safe.',
  ],
  [
    'Fetching blender:4.2 from a.example. Wait.',
    'Fetching blender:4.2 from a.example',
    'Wait.',
  ],
  [
    'It ended. "Out of memory" it said.',
    'It ended',
    '"Out of memory" it said.',
  ],
  [
    '0/2 nodes are available: no new claims to deallocate. preemption: none',
    '0/2 nodes are available: no new claims to deallocate. preemption: none',
    undefined,
  ],
  [' no full stop\n', 'no full stop', undefined],
  ['', '', undefined],
])('parts %j', (text, title, detail) => {
  expect(sentences(text)).toEqual({ title, ...(detail && { detail }) });
});
