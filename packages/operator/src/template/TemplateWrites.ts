import {
  isConflict,
  isNotFound,
  isTransient,
  KubeError,
  type KubeObject,
  type Transport,
} from '@backstage-vdi/kube';
import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { DAEMON_SET, VDITEMPLATE } from '../resources';
import { type DaemonSet, prePullName } from './buildPrePull';
import { isOf, projectDaemonSet } from './daemonSet';
import type { TemplateSources } from './observe';
import type { TemplateStatus } from './view';

/** What a template's writes are made with. */
export interface TemplateExecutor {
  transport: Transport;
  sources: TemplateSources;
  /** Where DaemonSets are, and were while images were fetched in advance. */
  namespace: string;
  signal: AbortSignal;
}

/** The writes to a template's status and to its DaemonSet. None of them touches what got one of their names meanwhile. */
export class TemplateWrites {
  constructor(
    private readonly template: VDITemplate,
    private readonly executor: TemplateExecutor,
  ) {}

  /** Replaces the whole status: nobody else writes it. */
  async setStatus(status: TemplateStatus): Promise<void> {
    const { transport, sources, signal } = this.executor;
    const { name, uid } = this.template.metadata;
    const body = [
      { op: 'test', path: '/metadata/uid', value: uid },
      { op: 'add', path: '/status', value: status },
    ];
    const written = await transport.patch<KubeObject>(
      VDITEMPLATE,
      { name, subresource: 'status' },
      { type: 'json', body },
      { signal },
    );
    sources.templates.recordWrite(written);
  }

  /**
   * Makes the template's DaemonSet, or replaces it where its metadata has a UID.
   *
   * @returns the API server's words where it does not take that
   */
  async put(object: DaemonSet): Promise<string | undefined> {
    const { transport, sources, signal } = this.executor;
    const verb = object.metadata.uid === undefined ? 'create' : 'replace';
    try {
      sources.daemonSets?.cache.recordWrite(
        await transport[verb]<KubeObject>(DAEMON_SET, object, { signal }),
      );
      return undefined;
    } catch (error) {
      // One that went meanwhile is made again.
      if (verb === 'replace' && isNotFound(error)) throw error;
      return refusalOf(error);
    }
  }

  /**
   * Deletes the template's DaemonSet; its pods go with it.
   *
   * @param known - its UID; it is looked for where that is not known
   * @returns the API server's words where it does not take that
   */
  async delete(known?: string): Promise<string | undefined> {
    const { transport, sources, namespace, signal } = this.executor;
    const name = prePullName(this.template.metadata.name);
    try {
      const uid = known ?? (await this.#find(name));
      if (uid === undefined) return undefined;
      const reply = await transport.delete<KubeObject>(
        DAEMON_SET,
        { namespace, name },
        { uid, signal },
      );
      const key = `${namespace}/${name}`;
      sources.daemonSets?.cache.recordDelete(key, uid, reply);
      return undefined;
    } catch (error) {
      // It is gone, or another got its name.
      if (isNotFound(error) || isConflict(error)) return undefined;
      return refusalOf(error);
    }
  }

  /** @returns the UID of the template's DaemonSet, if there is one */
  async #find(name: string): Promise<string | undefined> {
    const { transport, namespace, signal } = this.executor;
    const ref = { namespace, name };
    const found = projectDaemonSet(
      await transport.get<KubeObject>(DAEMON_SET, ref, { signal }),
    );
    return isOf(found, this.template) ? found.uid : undefined;
  }
}

/**
 * The API server's words of what will not pass by itself, and is no error of ours: a right, a policy, a value.
 *
 * @throws any other error
 */
function refusalOf(error: unknown): string {
  if (!(error instanceof KubeError) || isTransient(error)) throw error;
  return error.message;
}
