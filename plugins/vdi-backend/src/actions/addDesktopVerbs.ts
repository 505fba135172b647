import type { SessionRef, SessionView } from '@backstage-vdi/plugin-vdi-common';
import type { Caller } from '../service/identity';
import type { ActionOptions } from './ActionOptions';
import { answer } from './answer';
import { asStarting, asStopping } from './asAsked';
import { desktopId, placeOf } from './desktopId';
import { desktopSchema } from './desktopSchema';
import { reportDesktop } from './reportDesktop';

/** Something that is done with one desktop, without saying more than which. */
interface DesktopVerb {
  name: string;
  title: string;
  description: string;
  readOnly: boolean;
  destructive: boolean;
  /** @returns the desktop as it is told from then on */
  act(
    sessions: ActionOptions['sessions'],
    caller: Caller,
    ref: SessionRef,
  ): Promise<SessionView>;
}

const VERBS: DesktopVerb[] = [
  {
    name: 'get-desktop',
    title: 'Get a desktop',
    description:
      'Tells how a remote desktop is: whether it runs, its address, what it waits for, when it stops, and what to do next. Asking every few seconds while it starts is no burden.',
    readOnly: true,
    destructive: false,
    act: (sessions, caller, ref) => sessions.get(caller, ref),
  },
  {
    name: 'start-desktop',
    title: 'Start a desktop',
    description:
      'Starts a remote desktop that was stopped, with the files that it had, and answers at once: get-desktop tells when it runs.',
    readOnly: false,
    destructive: false,
    act: async (sessions, caller, ref) =>
      asStarting(await sessions.start(caller, ref)),
  },
  {
    name: 'stop-desktop',
    title: 'Stop a desktop',
    description:
      'Stops a remote desktop, which frees its GPU: what runs in it ends, and what was not saved is lost. The files in its home volume stay, and start-desktop starts it again. Ask the person first, unless they told you to.',
    readOnly: false,
    // Programs end, and what they had not saved is gone.
    destructive: true,
    act: async (sessions, caller, ref) =>
      asStopping(await sessions.stop(caller, ref)),
  },
];

/** `get-desktop`, `start-desktop` and `stop-desktop`. */
export function addDesktopVerbs(options: ActionOptions): void {
  const { registry, identity, sessions, desktopsUrl } = options;
  for (const { readOnly, destructive, act, ...named } of VERBS) {
    registry.register({
      ...named,
      attributes: { readOnly, idempotent: true, destructive },
      schema: {
        input: z => z.object({ desktop: desktopId(z) }).strict(),
        output: desktopSchema,
      },
      action: ({ input, credentials }) =>
        answer(async () => {
          const caller = await identity.callerWith(credentials);
          const session = await act(sessions, caller, placeOf(input.desktop));
          return reportDesktop(session, desktopsUrl);
        }),
    });
  }
}
