import { NotFoundError } from '@backstage/errors';
import type {
  SessionPatch,
  SessionRef,
  SessionRequest,
  SessionView,
  TemplateView,
  VdiApi,
} from '@backstage-vdi/plugin-vdi-common';
import { newSession } from './sessions';

/** A start takes so long here: the seconds after a request at which its state changes, in order. */
const START: Array<[seconds: number, change: Partial<SessionView>]> = [
  [1, { phase: 'Creating', reason: 'Scheduling', message: 'Finding a node.' }],
  [
    3,
    {
      reason: 'StartingDesktop',
      message: 'Starting the desktop, usually 4 s.',
    },
  ],
  [
    8,
    {
      phase: 'Running',
      reason: 'Running',
      message: 'Stops in 8 h: the limit of this template.',
      url: 'https://vdi.localhost',
    },
  ],
];

/** The session API over values in memory, with desktops that start and end as real ones do. */
export class FixtureApi implements VdiApi {
  readonly #templates: TemplateView[];
  readonly #fixture: string | null;
  #sessions: SessionView[];
  #lists = 0;

  constructor(options: {
    templates: TemplateView[];
    sessions: SessionView[];
    fixture: string | null;
  }) {
    this.#templates = options.templates;
    this.#sessions = options.sessions;
    this.#fixture = options.fixture;
  }

  async listTemplates() {
    return {
      items: this.#templates,
      clusters: [{ name: 'default', state: 'ok' as const }],
    };
  }

  async listSessions() {
    this.#lists += 1;
    const isAway = this.#fixture === 'goes-away' && this.#lists > 1;
    if (this.#fixture === 'loading') return new Promise<never>(() => {});
    if (this.#fixture === 'unreachable' || isAway) {
      throw new TypeError('Failed to fetch');
    }
    return {
      items: this.#sessions,
      clusters: [{ name: 'default', state: 'ok' as const }],
    };
  }

  async getSession({ namespace, name }: SessionRef) {
    const found = this.#sessions.find(
      session => session.namespace === namespace && session.name === name,
    );
    if (!found) throw new NotFoundError(`There is no desktop "${name}".`);
    return found;
  }

  async createSession({ template, title }: SessionRequest) {
    const number = this.#sessions.length + 1;
    const created = newSession(template, number, Date.now());
    const session = { ...created, title: title ?? created.title };
    this.#sessions = [session, ...this.#sessions];
    for (const [seconds, change] of START) {
      setTimeout(() => this.#change(session.uid, change), seconds * 1_000);
    }
    return session;
  }

  async updateSession(ref: SessionRef, { title, timeout }: SessionPatch) {
    return this.#changed(ref, {
      ...(title && { title }),
      ...(timeout && { timeout }),
    });
  }

  async startSession(ref: SessionRef) {
    const session = await this.#changed(ref, { phase: 'Pending' });
    for (const [seconds, change] of START) {
      setTimeout(() => this.#change(session.uid, change), seconds * 1_000);
    }
    return session;
  }

  stopSession(ref: SessionRef) {
    return this.#changed(ref, { phase: 'Stopped', reason: 'ByUser' });
  }

  restartSession(ref: SessionRef) {
    return this.startSession(ref);
  }

  extendSession(ref: SessionRef) {
    return this.#changed(ref, { timeout: '9h' });
  }

  async getTimeline(ref: SessionRef) {
    const { uid, createdAt } = await this.getSession(ref);
    return {
      items: [
        {
          id: uid,
          time: createdAt,
          kind: 'request' as const,
          severity: 'info' as const,
          title: 'Requested',
        },
      ],
    };
  }

  async getLog(ref: SessionRef) {
    const { title } = await this.getSession(ref);
    return `${title} listens on port 6901\n`;
  }

  async getQuota() {
    const used = { running: 0, gpus: 0, homeSize: 0 };
    return { userRef: 'user:default/guest', used, left: {}, quotas: [] };
  }

  async getUsage() {
    const now = new Date().toISOString();
    const total = {
      desktops: 0,
      runs: 0,
      sessionHours: 0,
      gpuHours: 0,
      unknownSessionHours: 0,
      unknownGpuHours: 0,
    };
    const period = { from: now, to: now, timeZone: 'UTC' };
    return { ...period, by: 'user' as const, items: [], total, coverage: [] };
  }

  async deleteSession(ref: SessionRef) {
    const session = await this.getSession(ref);
    this.#change(session.uid, {
      phase: 'Terminating',
      reason: 'Deleting',
      message: session.homeKept
        ? 'Deleting. Your home volume stays.'
        : 'Deleting. Your home volume is deleted too.',
    });
    setTimeout(() => {
      this.#sessions = this.#sessions.filter(({ uid }) => uid !== session.uid);
    }, 4_000);
  }

  async #changed(ref: SessionRef, change: Partial<SessionView>) {
    const { uid } = await this.getSession(ref);
    this.#change(uid, change);
    return this.getSession(ref);
  }

  #change(uid: string, change: Partial<SessionView>) {
    this.#sessions = this.#sessions.map(session =>
      session.uid === uid ? { ...session, ...change } : session,
    );
  }
}
