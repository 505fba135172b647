import type { Knex } from 'knex';

// Neither database has the other's word for the least and the greatest of two values.
const least = (a: string, b: string) =>
  `CASE WHEN ${a} < ${b} THEN ${a} ELSE ${b} END`;
const greatest = (a: string, b: string) =>
  `CASE WHEN ${a} > ${b} THEN ${a} ELSE ${b} END`;

const KNOWN = { at: 'usage_runs.ended_at', by: 'usage_runs.ended_by' };
const NEW = { at: 'excluded.ended_at', by: 'excluded.ended_by' };

/** The earlier of two bounds that are both there. */
const BY = `(${least(KNOWN.by, NEW.by)})`;
const AT = `(${greatest(KNOWN.at, NEW.at)})`;

/** A run that is seen has not ended, unless Kubernetes said when it did: who thought so had not seen it yet. */
const seen = (known: string) =>
  `WHEN ${NEW.by} IS NULL THEN CASE WHEN ${KNOWN.at} = ${KNOWN.by} THEN ${known} END`;

/**
 * What an upsert makes of what was known of the end of a run, and of what is said now: all that both allow. Of two different times of Kubernetes
 * the earlier counts, that of the stop before that of the deletion.
 */
export function mergedEnd(knex: Knex) {
  return {
    ended_at: knex.raw(
      `CASE ${seen(KNOWN.at)} WHEN ${KNOWN.by} IS NULL THEN ${NEW.at} ELSE ${least(AT, BY)} END`,
    ),
    ended_by: knex.raw(
      `CASE ${seen(KNOWN.by)} WHEN ${KNOWN.by} IS NULL THEN ${NEW.by} ELSE ${BY} END`,
    ),
  };
}
