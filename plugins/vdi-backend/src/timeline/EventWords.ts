import type { Fact } from './Fact';

/** What of an Event its words depend on. */
export interface Told {
  /** What happened, in Kubernetes' or the operator's words. */
  message: string;
  /** ` on node-1`, where it is known; empty where it is not. */
  where: string;
}

/** What is said of an Event. What is left out is as of any other: see `eventFacts`. */
export type Words = Pick<Fact, 'title'> &
  Partial<Pick<Fact, 'kind' | 'severity' | 'detail' | 'about'>>;

/** Words for the Events about one kind of object, by their reason. Nothing is said of one that others say better. */
export type WordTable = Record<
  string,
  Words | 'nothing' | ((told: Told) => Words | 'nothing') | undefined
>;
