import { fireEvent, render } from '@testing-library/react';
import { TemplatePicture } from './TemplatePicture';

const DATA = 'data:image/svg+xml;base64,PHN2Zy8+';

const pictureOf = (icon?: string) =>
  render(<TemplatePicture name="blender" icon={icon} />).container;

it.each(['https://example.com/blender.png', DATA])('shows %s', icon => {
  expect(pictureOf(icon).querySelector('img')).toHaveAttribute('src', icon);
});

it.each([undefined, 'blender', 'http://example.com/a.png', 'data:text/html,x'])(
  'draws one instead of %s',
  icon => {
    const picture = pictureOf(icon);
    expect(picture.querySelector('img')).toBeNull();
    expect(picture.querySelector('svg')).toBeInTheDocument();
  },
);

it('draws the same for the same name, and not for every name', () => {
  const drawn = (name: string) =>
    render(<TemplatePicture name={name} />).container.innerHTML;
  expect(drawn('blender')).toBe(drawn('blender'));
  expect(new Set(['blender', 'kicad', 'browser', 'cuda'].map(drawn)).size).toBe(
    4,
  );
});

it('draws one where the picture does not load', () => {
  const picture = pictureOf(DATA);
  fireEvent.error(picture.querySelector('img')!);
  expect(picture.querySelector('svg')).toBeInTheDocument();
});
