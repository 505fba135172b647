import { readManifest } from '../manifests';
import { simulatedNode } from './kwok';

describe('a simulated node', () => {
  it('has the name, its label and the GPUs it is asked for', async () => {
    const [template] = await readManifest('kwok-node.yaml');
    const node = simulatedNode(template, 'node-7', 2);
    expect(node.metadata.name).toBe('node-7');
    expect(node.metadata.labels?.['kubernetes.io/hostname']).toBe('node-7');
    expect(node.status?.allocatable).toMatchObject({
      cpu: '32',
      'nvidia.com/gpu': '2',
    });
    expect(node.status?.capacity).toEqual(node.status?.allocatable);
  });
});
