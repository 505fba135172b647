import { canonicalImage } from './canonicalImage';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

describe('canonicalImage', () => {
  it.each([
    ['debian', 'docker.io/library/debian:latest'],
    ['debian:12', 'docker.io/library/debian:12'],
    ['local/desktop-novnc:1', 'docker.io/local/desktop-novnc:1'],
    ['index.docker.io/library/debian:12', 'docker.io/library/debian:12'],
    ['registry.example.com/desktop', 'registry.example.com/desktop:latest'],
    ['registry.example.com:5000/a/b:2', 'registry.example.com:5000/a/b:2'],
    ['localhost/desktop:1', 'localhost/desktop:1'],
    [`debian@${DIGEST}`, `docker.io/library/debian@${DIGEST}`],
    [
      `registry.example.com/desktop:1@${DIGEST}`,
      `registry.example.com/desktop@${DIGEST}`,
    ],
  ])('%s is %s', (image, name) => {
    expect(canonicalImage(image)).toBe(name);
    expect(canonicalImage(name)).toBe(name);
  });
});
