import type { components, operations } from './generated/api';

type Schemas = components['schemas'];

/** A kind of desktop that people may ask for. */
export type TemplateView = Schemas['Template'];

/** Answer of `GET /v1/templates`: by name, those that are deprecated at the end. */
export type TemplateList = Schemas['TemplateList'];

/** A desktop as those see it who may. Times are RFC 3339. */
export type SessionView = Schemas['Session'];

/** Answer of `GET /v1/sessions`: a page of desktops, newest first. */
export type SessionList = Schemas['SessionList'];

/** Which page of which desktops. */
export type SessionQuery = NonNullable<
  operations['ListSessions']['parameters']['query']
>;

/** Body of `POST /v1/sessions`: what to make. */
export type SessionRequest = Schemas['SessionRequest'];

/** Body of `PATCH /v1/sessions/{cluster}/{namespace}/{name}`: what to change. */
export type SessionPatch = Schemas['SessionPatch'];

/** Body of `POST …/extend`: how much time to add. */
export type Extension = Schemas['Extension'];

/** Answer of `GET …/events`: what happened to a desktop, newest first. */
export type Timeline = Schemas['Timeline'];

/** One thing that happened to a desktop. */
export type TimelineEntry = Schemas['TimelineEntry'];

/** Which page of a timeline. */
export type TimelineQuery = NonNullable<
  operations['ListSessionEvents']['parameters']['query']
>;

/** Which part of a log. */
export type LogQuery = NonNullable<
  operations['GetSessionLog']['parameters']['query']
>;

/** How far the desktops of a cluster are known. */
export type ClusterState = Schemas['ClusterState'];

/** Answer of `GET /v1/usage`: what desktops used, in hours. */
export type Usage = Schemas['Usage'];

/** What was used by somebody, or for something. */
export type UsageAmount = Schemas['UsageAmount'];

/** What usage of, and how to divide it. */
export type UsageQuery = NonNullable<
  operations['GetUsage']['parameters']['query']
>;

/** Answer of `GET /v1/quota`: what the caller may use, and does. Home sizes are in bytes. */
export type QuotaView = Schemas['Quota'];

/** The part `quota` of an error with the code `VDI_QUOTA_EXCEEDED`. */
export type QuotaExcess = Schemas['QuotaExcess'];

/** Which session: its place. */
export type SessionRef = Pick<SessionView, 'cluster' | 'namespace' | 'name'>;

/** Name of the cluster where the configuration has one without a name. */
export const DEFAULT_CLUSTER = 'default';

/** Channel of the signals plugin on which an owner hears that one of their sessions changed: a hint to fetch again. */
export const SESSIONS_CHANNEL = 'vdi:sessions';

/** Message on {@link SESSIONS_CHANNEL}. */
export type SessionsSignal = { action: 'sessions-changed' };
