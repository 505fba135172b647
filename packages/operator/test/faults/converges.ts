import { isDeepStrictEqual } from 'node:util';
import { finalObjects } from '../invariants/finalObjects';
import type { TestNamespace } from '../TestNamespace';

/** Long beyond any backoff; what is not reached by then is shown instead of a time-out. Milliseconds. */
const DEADLINE_MS = 60_000;

/** Resolves when a session and its children are as expected. Defends: every life ends the same, whatever happened on its way. */
export async function converges(
  ns: TestNamespace,
  session: string,
  expected: object,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, DEADLINE_MS);
  });
  await Promise.race([
    late,
    ns.until(() => isDeepStrictEqual(finalObjects(ns, session), expected)),
  ]);
  clearTimeout(timer);
  expect(finalObjects(ns, session)).toEqual(expected);
}
