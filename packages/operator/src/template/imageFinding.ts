import { type Finding, finding } from '../session/conditions';
import type { TemplateView } from './view';

const is = (status: boolean | undefined, reason: string, message: string) =>
  finding('ImageReady', status, reason, message);

/** The condition `ImageReady`: whether a desktop can start anywhere without its image being fetched first. */
export function imageFinding({ nodes, pullTrouble }: TemplateView): Finding {
  if (pullTrouble) return is(false, 'CannotBePulled', pullTrouble);
  if (!nodes) {
    return is(
      undefined,
      'NodesNotRead',
      'On which nodes the image is, is not known: the operator may not read nodes.',
    );
  }
  const { total, withImage } = nodes;
  if (!total) {
    return is(
      false,
      'NoNodes',
      'No node is there that its desktops can run on.',
    );
  }
  return withImage === total
    ? is(true, 'OnAllNodes', `The image is on all nodes for it (${total}).`)
    : is(
        false,
        'NotOnAllNodes',
        `The image is on ${withImage} of ${total} nodes.`,
      );
}
