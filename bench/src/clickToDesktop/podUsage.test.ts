import { workingSet } from './podUsage';

describe('workingSet', () => {
  it('leaves out files that nobody used of late, in version 1 those of all containers', () => {
    const stat = 'cache 9\ninactive_file 1\ntotal_inactive_file 30\n';
    expect(workingSet('100\n', stat)).toBe(70);
  });

  it('does so in version 2', () => {
    expect(workingSet('100\n', 'anon 9\ninactive_file 25\n')).toBe(75);
  });
});
