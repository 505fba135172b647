import { clusterFolder, clusterKey, nodeFolder } from './folders';

describe('clusterFolder', () => {
  it.each(['default', 'a', 'api-test', 'x'.repeat(32)])('accepts %s', name => {
    expect(clusterFolder(name)).toMatch(
      new RegExp(`/\\.local/clusters/${name}$`),
    );
  });

  it.each(['', '-a', 'a-', 'A', '../a', 'a/b', 'a b', 'x'.repeat(33)])(
    'refuses "%s"',
    name => {
      expect(() => clusterFolder(name)).toThrow(
        expect.objectContaining({ code: 'INVALID_NAME' }),
      );
    },
  );
});

describe('clusterKey', () => {
  it('fits into the name of a network link, and differs from folder to folder', () => {
    expect(clusterKey('/a')).toMatch(/^vdi-[0-9a-f]{8}$/);
    expect(clusterKey('/a/../a')).toBe(clusterKey('/a'));
    expect(clusterKey('/b')).not.toBe(clusterKey('/a'));
  });
});

describe('nodeFolder', () => {
  it('leaves room for the path of a socket, wherever the checkout is', () => {
    const folder = nodeFolder(`/home/${'deep/'.repeat(100)}default`);
    const socket = `${folder}/kubelet/pod-resources/kubelet.sock`;
    expect(socket.length).toBeLessThan(108);
  });
});
