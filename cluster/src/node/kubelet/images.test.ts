import { parseManifest } from './images';

describe('parseManifest', () => {
  it.each([
    ['desktop:1', 'docker.io/library/desktop:1'],
    ['local/desktop:1', 'docker.io/local/desktop:1'],
    ['docker.io/local/desktop:1', 'docker.io/local/desktop:1'],
    ['localhost/desktop:1', 'localhost/desktop:1'],
    ['registry:5000/desktop:1', 'registry:5000/desktop:1'],
  ])('writes %s as containerd does', (tag, name) => {
    const text = JSON.stringify([{ Config: 'abc.json', RepoTags: [tag] }]);
    expect(parseManifest(text)).toEqual([{ id: 'abc', names: [name] }]);
  });

  it('knows images by the digest of their configuration, in either layout', () => {
    const text = JSON.stringify([
      { Config: 'abc.json', RepoTags: null },
      { Config: 'blobs/sha256/def' },
    ]);
    expect(parseManifest(text)).toEqual([
      { id: 'abc', names: [] },
      { id: 'def', names: [] },
    ]);
  });
});
