import { chooseExamples } from './chooseExamples';

const novnc = { text: 'name: cpu\n', image: 'own/novnc:dev' };
const gpu = { text: 'name: gpu\n', image: 'own/novnc:dev' };
const selkies = { text: 'name: selkies\n', image: 'own/selkies:dev' };
const foreign = { text: 'name: foreign\n', image: 'example.com/desktop:1' };

const images = [
  { name: 'novnc', ref: 'own/novnc:dev', archive: '/cache/novnc.tar' },
  { name: 'selkies', ref: 'own/selkies:dev' },
  { name: 'operator', ref: 'own/operator:dev' },
];

describe('chooseExamples', () => {
  it('leaves out what needs an image of ours that is not built', () => {
    expect(chooseExamples([novnc, gpu, selkies, foreign], images)).toEqual({
      yaml: 'name: cpu\n---\nname: gpu\n---\nname: foreign\n',
      archives: ['/cache/novnc.tar'],
      unbuilt: ['selkies'],
    });
  });

  it('has it once the image is built', () => {
    const built = images.map(image => ({
      archive: `/cache/${image.name}.tar`,
      ...image,
    }));
    expect(chooseExamples([novnc, selkies], built)).toEqual({
      yaml: 'name: cpu\n---\nname: selkies\n',
      archives: ['/cache/novnc.tar', '/cache/selkies.tar'],
      unbuilt: [],
    });
  });
});
