import { readAcquireSettings, readMirror, sourcesList } from './debianMirror';

describe('readMirror', () => {
  it('takes the mirrors of a Debian machine', () => {
    const targets = [
      'Docker https://download.example.com/linux/debian/',
      'Debian http://mirror.example.com/debian/',
      'Debian-Security http://mirror.example.com/debian-security/',
    ].join('\n');
    expect(readMirror(targets)).toEqual({
      main: 'http://mirror.example.com/debian',
      security: 'http://mirror.example.com/debian-security',
    });
  });

  it('knows of none on another distribution', () => {
    expect(
      readMirror('Ubuntu http://archive.example.com/ubuntu/'),
    ).toBeUndefined();
  });
});

describe('sourcesList', () => {
  it('has the updates and security fixes of the release', () => {
    expect(sourcesList('bookworm', { main: 'http://m', security: 'http://s' }))
      .toMatchInlineSnapshot(`
      [
        "deb http://m bookworm main",
        "deb http://m bookworm-updates main",
        "deb http://s bookworm-security main",
      ]
    `);
  });

  it('is empty without a mirror, so that mmdebstrap takes its own', () => {
    expect(sourcesList('bookworm', undefined)).toEqual([]);
  });
});

describe('readAcquireSettings', () => {
  it('keeps how mirrors are reached and nothing else of the machine', () => {
    const dump = [
      'APT::Architecture "amd64";',
      'Acquire::http::Proxy "http://proxy.example.com:3128";',
      'Acquire::https::CAInfo "/etc/ssl/own.pem";',
      'Acquire::Languages "none";',
      'DPkg::Post-Invoke:: "rm something";',
      'Acquire::Retries "3";',
    ].join('\n');
    expect(readAcquireSettings(dump)).toBe(
      [
        'Acquire::http::Proxy "http://proxy.example.com:3128";\n',
        'Acquire::https::CAInfo "/etc/ssl/own.pem";\n',
        'Acquire::Retries "3";\n',
      ].join(''),
    );
  });
});
