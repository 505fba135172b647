import {
  ANNOTATION_MADE_FROM,
  formatBytes,
  formatCpu,
  sizeOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { changedParts, madeFrom, type PodPart } from '../children/madeFrom';
import { type Finding, finding } from './conditions';
import type { PodRecord } from './records';
import type { SessionView } from './view';

/** What a restart brings, by what changed. */
const WORDS: Record<
  PodPart,
  (session: VDISession, template: VDITemplate) => string
> = {
  image: (_, { spec }) => `the image ${spec.image}`,
  size: (session, template) => {
    const { gpu, cpu, memory } = sizeOf(session, template);
    const sizes = [
      formatBytes(memory),
      ...(cpu === undefined ? [] : [formatCpu(cpu)]),
      ...(gpu === undefined ? [] : [gpusInWords(gpu)]),
    ];
    return `a size of ${sizes.join(', ')}`;
  },
  rest: () => "the template's changes",
};

/** Whether the running desktop is what its session and its template say now. It is left alone when it is not. */
export function upToDate(
  { session, template }: SessionView,
  pod: PodRecord | undefined,
): Finding {
  const is = (status: boolean | undefined, reason: string, message: string) =>
    finding('UpToDate', status, reason, message);
  if (!pod) {
    return is(
      true,
      'NotStarted',
      'The next start is made of what is said now.',
    );
  }
  const made = pod.metadata.annotations?.[ANNOTATION_MADE_FROM];
  if (!template || made === undefined) {
    return is(
      undefined,
      template ? 'NotRecorded' : 'TemplateNotFound',
      template
        ? 'It is not known what the desktop was made of.'
        : 'There is no template that the desktop could be compared with.',
    );
  }
  const changed = changedParts(made, madeFrom(session, template));
  if (!changed.length) {
    return is(true, 'Unchanged', 'The desktop is what its template says.');
  }
  const words = changed.map(part => WORDS[part](session, template));
  return is(
    false,
    'TemplateChanged',
    `Restart to get ${new Intl.ListFormat('en').format(words)}.`,
  );
}

function gpusInWords(count: number): string {
  return count === 1 ? '1 GPU' : `${count} GPUs`;
}
