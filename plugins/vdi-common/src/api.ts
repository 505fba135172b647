import type { SharedGpu } from './gpu';
import type { Phase } from './states';

/** A kind of desktop that people may ask for. */
export interface TemplateView {
  /** Name of the VDITemplate. */
  name: string;
  displayName: string;
  description?: string;
  /** Name of an icon, an https address or a data URI. */
  icon?: string;
  docsUrl?: string;
  tags: string[];
  /** How its GPU is shared, and what else is told of it; absent on a CPU desktop. */
  gpu?: SharedGpu & { note?: string };
  /** What a desktop of it gets: quantities as Kubernetes writes them. */
  resources: { gpu?: number; cpu?: string; memory: string };
  /** Longest run, as a Go duration. */
  timeout: string;
  /** Why not to choose it any more, and what to choose instead. */
  deprecated?: { message?: string; replacement?: string };
}

/** A desktop as its owner sees it. Times are RFC 3339. */
export interface SessionView {
  namespace: string;
  name: string;
  uid: string;
  /** What the person called it, or the template's name and a number. */
  title: string;
  template: {
    name: string;
    /** The template's name where it does not exist. */
    displayName: string;
    icon?: string;
  };
  owner: { user: string; userRef?: string };
  phase: Phase;
  /** Reason of the `Ready` condition, a key of `STATES` unless a newer operator wrote it. */
  reason?: string;
  /** The sentence for people that goes with the reason. */
  message?: string;
  /** Present while the desktop answers. */
  url?: string;
  /** Size: quantities as Kubernetes writes them. `gpu` is absent on a CPU desktop. */
  resources: {
    gpu?: number;
    gpuNote?: string;
    /** How its GPUs are shared; absent on a CPU desktop. */
    gpuSharing?: SharedGpu;
    cpu?: string;
    memory: string;
  };
  /** Size of the home volume; absent without one. */
  homeSize?: string;
  /** Whether the home volume outlives the session. */
  homeKept: boolean;
  entityRef?: string;
  createdAt: string;
  startedAt?: string;
  stoppedAt?: string;
  /** The one clock: when it stops, and why. */
  stopsAt?: { time: string; reason: string };
  /** Longest run, as a Go duration. */
  timeout: string;
}

/** Answer of `GET /v1/templates`: by name, those that are deprecated at the end. */
export interface TemplateList {
  items: TemplateView[];
}

/** Answer of `GET /v1/sessions`: newest first. */
export interface SessionList {
  items: SessionView[];
}

/** Body of `POST /v1/sessions`. */
export interface SessionRequest {
  /** Name of the VDITemplate. */
  template: string;
  /** What to call the desktop, at most 100 characters. The template's name and a number where absent. */
  title?: string;
}

/** Which session: its place in the cluster. */
export interface SessionRef {
  namespace: string;
  name: string;
}

/** Channel of the signals plugin on which an owner hears that one of their sessions changed: a hint to fetch again. */
export const SESSIONS_CHANNEL = 'vdi:sessions';

/** Message on {@link SESSIONS_CHANNEL}. */
export type SessionsSignal = { action: 'sessions-changed' };
