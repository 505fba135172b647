import type { ActionOptions } from './ActionOptions';
import { addExtendDesktop } from './addExtendDesktop';
import { addGetDesktop } from './addGetDesktop';
import { addListDesktops } from './addListDesktops';
import { addListDesktopTemplates } from './addListDesktopTemplates';
import { addRequestDesktop } from './addRequestDesktop';
import { addStartDesktop } from './addStartDesktop';
import { addStopDesktop } from './addStopDesktop';

/**
 * What agents and the scaffolder's templates may do with desktops: a few verbs of the session API, each with what it answers said for
 * who does not know the API. They are answered by the same service for the same caller, so that there is one policy for all who ask.
 */
export function addActions(options: ActionOptions): void {
  addListDesktopTemplates(options);
  addListDesktops(options);
  addRequestDesktop(options);
  addGetDesktop(options);
  addStartDesktop(options);
  addStopDesktop(options);
  addExtendDesktop(options);
}
