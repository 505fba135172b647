import { keyOf, type Store } from '@backstage-vdi/kube';
import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { onSpecChange } from '../onSpecChange';
import { BY_TEMPLATE } from '../sessionsClient';
import type { PodRecord } from './records';
import { sessionsOfChild } from './sessionsOfChild';

/** Where runs of desktops are seen. */
export interface RunStores {
  /** With the indexes of the SessionsClient. */
  sessions: Store<VDISession>;
  templates: Store<VDITemplate>;
  pods: Store<PodRecord>;
}

/** Calls `look` with the keys of sessions when they, their templates or their pods change; returns how to stop that. */
export function onRunChange(
  { sessions, templates, pods }: RunStores,
  look: (keys: readonly string[]) => void,
): () => void {
  const stops = [
    sessions.onChange(look),
    onSpecChange(templates, names =>
      look(names.flatMap(it => sessions.by(BY_TEMPLATE, it)).map(keyOf)),
    ),
    pods.onChange(names =>
      look(names.flatMap(name => sessionsOfChild(sessions, 'pod', name))),
    ),
  ];
  return () => stops.forEach(stop => stop());
}
