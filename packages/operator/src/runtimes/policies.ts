import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';

type Policies = NonNullable<VDITemplate['spec']['policies']>;

/** Environment that makes a switch real, empty where the image is like that anyway; or a sentence that says why it cannot be. */
export type Outcome = Record<string, string> | string;

/** What each value of each switch becomes with one type of runtime. */
export type PolicyTable = {
  [Switch in keyof Required<Policies>]: Record<
    `${NonNullable<Policies[Switch]>}`,
    Outcome
  >;
};

/** A switch that a template sets, and what comes of it. */
export interface PolicyOutcome {
  name: keyof PolicyTable;
  value: string;
  outcome: Outcome;
}

/** What comes of the switches that are set. One that is not set leaves the image as it is. */
export function policyOutcomes(
  table: PolicyTable,
  policies: Policies = {},
): PolicyOutcome[] {
  return (Object.keys(table) as Array<keyof PolicyTable>).flatMap(name => {
    const said = policies[name];
    if (said === undefined) return [];
    const value = String(said);
    const outcomes: Record<string, Outcome> = table[name];
    return [{ name, value, outcome: outcomes[value] }];
  });
}
