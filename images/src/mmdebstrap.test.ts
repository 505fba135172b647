import { mmdebstrapArguments, readStep } from './mmdebstrap';

describe('mmdebstrapArguments', () => {
  it('installs from the given sources and runs the steps of the image', () => {
    expect(
      mmdebstrapArguments({
        suite: 'bookworm',
        sources: ['deb http://mirror.example.com/debian bookworm main'],
        aptSettings: '/cache/apt.conf',
        folders: ["/it's here/desktop", '/images/other'],
        hook: '/images/prepare-rootfs.sh',
        output: '/cache/layer.tar',
      }),
    ).toEqual([
      '--variant=minbase',
      '--format=tar',
      '--aptopt=/cache/apt.conf',
      "--dpkgopt=/it's here/desktop/dpkg.cfg",
      '--dpkgopt=/images/other/dpkg.cfg',
      '--dpkgopt=force-unsafe-io',
      '--skip=output/dev',
      `--customize-hook=sh '/images/prepare-rootfs.sh' "$1" '/it'\\''s here/desktop' '/images/other'`,
      'bookworm',
      '/cache/layer.tar',
      'deb http://mirror.example.com/debian bookworm main',
    ]);
  });
});

describe('readStep', () => {
  it.each([
    ['I: downloading packages with apt...', 'downloading packages with apt'],
    ['==> bundling the page', 'bundling the page'],
    ['I: skipping output/dev as requested', undefined],
    ['I: success in 41.3084 seconds', undefined],
    ['Get:1 http://mirror.example.com/debian bookworm', undefined],
  ])('makes of %p %p', (line, step) => {
    expect(readStep(line)).toBe(step);
  });
});
