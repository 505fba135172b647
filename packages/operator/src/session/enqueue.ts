import {
  type ChangeCause,
  type Controller,
  keyOf,
  type Priority,
} from '@backstage-vdi/kube';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { ChildKind } from '../resources';
import { onSpecChange } from '../onSpecChange';
import { BY_TEMPLATE, type SessionsClient } from '../sessionsClient';
import type { ChildCaches } from './ChildCaches';
import { podCondition, type PodRecord } from './records';
import { sessionsOfChild } from './sessionsOfChild';

/** Has sessions worked on when they, their templates or their children change. */
export function enqueueChanges(
  controller: Pick<Controller, 'add'>,
  { sessions, templates }: SessionsClient,
  children: ChildCaches,
): void {
  // Own writes too: whoever shares the client makes and deletes sessions by it, and the watch does not tell those again.
  sessions.store.onChange((keys, cause) => {
    for (const key of keys) {
      const priority = priorityOf(sessions.store.get(key), cause);
      controller.add(key, { priority });
    }
  });
  onSpecChange(templates.store, names => {
    for (const name of names) {
      for (const session of sessions.store.by(BY_TEMPLATE, name)) {
        controller.add(keyOf(session));
      }
    }
  });
  for (const [kind, { store }] of Object.entries(children.byKind)) {
    store.onChange((names, cause) => {
      // What the operator made itself is planned on already.
      if (cause === 'own') return;
      for (const name of names) {
        const priority =
          kind === 'pod'
            ? priorityOfPod(children.pod.store.get(name), cause)
            : priorityOfRead(cause);
        for (const key of sessionsOfChild(
          sessions.store,
          kind as ChildKind,
          name,
        )) {
          controller.add(key, { priority });
        }
      }
    });
  }
  children.onRoutesKnown(() => {
    for (const key of sessions.store.keys()) {
      controller.add(key, { priority: 'low' });
    }
  });
}

/** What frees something goes first, what was only read anew goes last. */
function priorityOf(
  session: VDISession | undefined,
  cause: ChangeCause,
): Priority {
  const frees =
    session?.metadata.deletionTimestamp || session?.spec.running === false;
  return frees ? 'high' : priorityOfRead(cause);
}

/** A desktop that can be used is told before others are made: one write ends somebody's wait. */
function priorityOfPod(
  pod: PodRecord | undefined,
  cause: ChangeCause,
): Priority {
  const answers = pod && podCondition(pod, 'Ready')?.status === 'True';
  return answers && cause === 'watch' ? 'high' : priorityOfRead(cause);
}

function priorityOfRead(cause: ChangeCause): Priority {
  return cause === 'sync' ? 'low' : 'normal';
}
