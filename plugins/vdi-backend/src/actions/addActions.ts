import type { ActionOptions } from './ActionOptions';
import { addDesktopVerbs } from './addDesktopVerbs';
import { addExtendDesktop } from './addExtendDesktop';
import { addListDesktops } from './addListDesktops';
import { addListDesktopTemplates } from './addListDesktopTemplates';
import { addRequestDesktop } from './addRequestDesktop';

/**
 * What agents and the scaffolder's templates may do with desktops: a few verbs of the session API, each with what it answers said for
 * who does not know the API. They are answered by the same service for the same caller, so that there is one policy for all who ask.
 */
export function addActions(options: ActionOptions): void {
  addListDesktopTemplates(options);
  addListDesktops(options);
  addRequestDesktop(options);
  addDesktopVerbs(options);
  addExtendDesktop(options);
}
