import { aHome, aSession } from '../testing/objects';
import { describeHomeSize, homeChange, homeGrowth } from './driftHome';
import type { HomeRecord } from './records';

const asking = (size: string | number) =>
  aSession({ spec: { persistence: { size } } });
const home = (parts: Partial<HomeRecord> = {}): HomeRecord => ({
  ...aHome(),
  ...parts,
});

describe('homeChange', () => {
  it.each([
    ['stays', '10Gi'],
    ['stays', '10240Mi'],
    ['stays', 10 * 2 ** 30],
    ['grows', '10.5Gi'],
    ['grows', '1Ti'],
    ['shrinks', '9Gi'],
    ['shrinks', '10G'],
  ] as const)('%s: %s', (change, size) => {
    expect(homeChange(asking(size), home())).toBe(change);
  });

  it('stays where the API server writes the size in thousandths of a byte', () => {
    // As it writes 0.7Gi, which is no whole number of bytes.
    const requested = '751619276800m';
    expect(homeChange(asking('0.7Gi'), home({ requested }))).toBe('stays');
  });

  it('stays where no home is wanted, and where its size is not known', () => {
    const none = aSession({ spec: { persistence: { enabled: false } } });
    expect(homeChange(none, home())).toBe('stays');
    const unknown = home({ requested: undefined });
    expect(homeChange(asking('20Gi'), unknown)).toBe('stays');
  });
});

describe('homeGrowth', () => {
  it('waits until the claim is bound', () => {
    const pending = home({ phase: 'Pending' });
    expect(homeGrowth(asking('20Gi'), pending)).toEqual([]);
    expect(homeGrowth(asking('20Gi'), home())).toEqual([
      { path: ['spec', 'resources', 'requests', 'storage'], wanted: '20Gi' },
    ]);
  });
});

describe('describeHomeSize', () => {
  const grown = { requested: '20Gi', capacity: '10Gi' };
  const resizing = (type: string, message?: string) => [
    { type, status: 'True', message },
  ];

  it.each<[string, Partial<HomeRecord>, string | undefined]>([
    ['nothing when it has its size', {}, undefined],
    [
      'nothing when it is larger than asked for',
      { requested: '10Gi', capacity: '16Gi' },
      undefined,
    ],
    [
      'that it grows',
      grown,
      'Resizing: The home volume grows from 10 GiB to 20 GiB.',
    ],
    [
      'that it grows when it is mounted',
      { ...grown, resizing: resizing('FileSystemResizePending') },
      'FileSystemResizePending: The home volume grows from 10 GiB to 20 GiB as soon as a desktop has it.',
    ],
    [
      'that it cannot grow now',
      { ...grown, resizing: resizing('ControllerResizeError', 'disk full') },
      'ResizeFailed: The home volume cannot grow to 20 GiB now: disk full',
    ],
  ])('tells %s', (_, parts, words) => {
    const told = describeHomeSize(asking('10Gi'), home(parts));
    expect(told && `${told.reason}: ${told.message}`).toBe(words);
  });

  it('tells that it was refused, until nothing more is asked for', () => {
    const past = [
      {
        kind: 'home' as const,
        until: 0,
        refused: { patch: '', message: 'its storage class does not.' },
      },
    ];
    expect(describeHomeSize(asking('20Gi'), home(), past)).toEqual({
      reason: 'ResizeRefused',
      message: 'The home volume stays at 10 GiB: its storage class does not.',
    });
    expect(describeHomeSize(asking('10Gi'), home(), past)).toBeUndefined();
  });
});
