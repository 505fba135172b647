import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { PolicyTable } from './policies';

/** What a template says of its runtime. */
export type SaidRuntime = NonNullable<VDITemplate['spec']['runtime']>;

/** Names of the runtime types. */
export type RuntimeType = NonNullable<SaidRuntime['type']>;

/** How the picture comes to the browser. */
export type Transport = NonNullable<SaidRuntime['transport']>;

/** How an image tells whether somebody is connected. */
export interface ActivityFacts {
  /** Path on the runtime's port that answers a GET without credentials. */
  path: string;
  /**
   * What the answer is: `json`, an object with a number of connections, or a list of them; `gauge`, Prometheus' text with a metric
   * that is above zero while somebody is connected; `counter`, one that grows at least every 15 s meanwhile.
   */
  format: 'json' | 'gauge' | 'counter';
  /** Of the field or of the metric. */
  name: string;
}

/** A variable of the desktop's environment that no template may set. */
export interface ReservedVariable {
  /** What the operator sets. Absent where it is to be unset. */
  value?: string;
  /** Why, as the end of a sentence that begins with the variable's name. */
  why: string;
}

/** Variables by name. */
export type Reserved = Record<string, ReservedVariable>;

/** What of a template a runtime's environment depends on, with the defaults filled in. */
export interface Setting {
  port: number;
  scheme: 'http' | 'https';
  /** Absent where the runtime has none that is known. */
  transport?: Transport;
  /** Whether the desktop has a GPU. */
  gpu: boolean;
  /** Where the desktop gets credentials of the portal's relay. Absent where there is none, or no session. */
  turnService?: string;
}

/** What is known of one type of runtime. What a template says goes before the first five. */
export interface RuntimeDefinition {
  /** Port that it listens on. Absent where only the template knows. */
  port?: number;
  scheme: 'http' | 'https';
  /** Path that answers 200 without credentials once the desktop can be used. */
  healthPath: string;
  /** Where its user's home is. */
  homePath: string;
  /** Absent where it has no way that needs no credentials: whether somebody is connected is then never known. */
  activity?: ActivityFacts;
  /** Its transports; the first where the template does not say. */
  transports: Transport[];
  /** Ports that it has beside, and what for. None of them may be a desktop's. */
  privatePorts: Record<number, string>;
  /** Why its images do not start with the security profile `strict`, as a sentence. Absent where they do. */
  notStrict?: string;
  /** Environment that it needs; a template may say otherwise. */
  env(setting: Setting): Record<string, string>;
  /** Environment that is the operator's alone. */
  reserved(setting: Setting): Reserved;
  /** What each policy switch becomes. */
  policies: PolicyTable;
}
