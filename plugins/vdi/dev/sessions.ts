import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { templates } from './templates';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A desktop of a template as the API gives it right after its creation. */
export function newSession(
  templateName: string,
  number: number,
  now: number,
): SessionView {
  const template = templates.find(({ name }) => name === templateName);
  if (!template) throw new Error(`There is no template "${templateName}".`);
  const { gpu, resources, displayName, icon, timeout } = template;
  const name = `${templateName}-${number}`;
  return {
    cluster: 'default',
    namespace: 'vdi-sessions',
    name,
    uid: `uid-${name}`,
    etag: '"1"',
    title: `${displayName} ${number}`,
    template: { name: templateName, displayName, icon },
    owner: { user: 'alice@example.com', userRef: 'user:default/alice' },
    phase: 'Pending',
    resources: { ...resources, gpuNote: gpu?.note, gpuSharing: gpu },
    homeSize: '10Gi',
    homeKept: true,
    createdAt: new Date(now).toISOString(),
    timeout,
  };
}

/** A desktop in each kind of state at `now` (ms since the epoch). */
export function sessions(now: number): SessionView[] {
  const at = (ms: number) => new Date(now + ms).toISOString();
  return [
    {
      ...newSession('cuda-dev', 2, now - 48_000),
      phase: 'Creating',
      reason: 'PullingImage',
      message: 'Fetching the image (6.1 GB) on node-3, usually 2 min.',
    },
    {
      ...newSession('browser', 1, now - 80 * MINUTE),
      phase: 'Running',
      reason: 'ExpiringSoon',
      message: 'Stops in 12 min: the 1 h 30 min limit of this template.',
      url: 'https://browser-1.vdi.localhost',
      startedAt: at(-78 * MINUTE),
      stopsAt: { time: at(12 * MINUTE + 5_000), reason: 'TimeLimit' },
      homeSize: undefined,
      homeKept: false,
    },
    {
      ...newSession('kicad', 1, now - 15 * MINUTE),
      phase: 'Creating',
      reason: 'WaitingForGPU',
      message:
        '4 of 4 in use. The next one is expected free at about 17:40. 2 before you.',
    },
    {
      ...newSession('blender', 1, now - 5.8 * HOUR),
      phase: 'Running',
      reason: 'Running',
      message: 'Stops at 18:00: the 8 h limit of this template.',
      url: 'https://blender-1.vdi.localhost',
      startedAt: at(-5.76 * HOUR),
      stopsAt: { time: at(2.24 * HOUR), reason: 'TimeLimit' },
    },
    {
      ...newSession('blender', 2, now - 6 * HOUR),
      phase: 'Failed',
      reason: 'DesktopCrashed',
      message:
        'The desktop ended 5 times in 3 min. Its last words: “out of memory while loading harbour.blend (4.0 of 4 GiB)”',
      stoppedAt: at(-8 * MINUTE),
      homeKept: false,
    },
    {
      ...newSession('ubuntu-desktop', 3, now - 30 * HOUR),
      phase: 'Stopped',
      reason: 'TimeLimit',
      message:
        'Stopped at 18:00 yesterday: the 8 h limit. Your files are kept.',
      stoppedAt: at(-22.2 * HOUR),
    },
  ];
}
