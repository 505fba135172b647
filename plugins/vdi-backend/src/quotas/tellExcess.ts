import { formatBytes } from '@backstage-vdi/plugin-vdi-common';
import { personName } from '../timeline/personName';
import type { QuotaResource } from './amounts';
import type { Excess } from './findExcess';

/** How many desktops a sentence names. */
const MOST_NAMED = 3;

const COUNTED: Record<QuotaResource, (n: number) => string> = {
  running: n => (n === 1 ? 'desktop' : 'desktops'),
  gpus: n => (n === 1 ? 'GPU' : 'GPUs'),
  homeSize: () => 'of home volumes',
};

/** A sentence or two on what does not fit, and on what to do. Pure. */
export function tellExcess(
  excess: Excess,
  told: {
    /** Whether the bound's user is the one who reads this. */
    isReader: boolean;
    /** Titles of the reader's desktops that hold what there is too little of; the first is to be stopped first. */
    titles: readonly string[];
  },
): string {
  const { bound, resource, used, allowed, asked } = excess;
  const name = personName(bound.subject);
  const person = told.isReader ? 'You use' : `${name} uses`;
  const who = bound.isGroup ? `The group "${name}" uses` : person;
  const counted = COUNTED[resource](allowed);
  const more =
    resource === 'running' ? '' : `, and this takes ${write(resource, asked)}`;
  return `${who} ${number(resource, used)} of ${number(resource, allowed)} ${counted}${more}. ${remedy(excess, told.titles)}`;
}

function remedy(
  { resource, allowed, asked }: Excess,
  titles: readonly string[],
) {
  if (asked > allowed) {
    return 'Ask for less, or an administrator for a higher quota.';
  }
  if (!titles.length) {
    return 'Wait until another desktop is stopped, or ask an administrator for a higher quota.';
  }
  return resource === 'homeSize'
    ? `Delete ${anyOf(titles)} to make room for it.`
    : `Stop ${anyOf(titles)} to start this one.`;
}

function anyOf(titles: readonly string[]): string {
  const named = titles.slice(0, MOST_NAMED).map(title => `"${title}"`);
  if (titles.length > MOST_NAMED) named.push('another');
  const last = named.pop();
  return named.length ? `${named.join(', ')} or ${last}` : `${last}`;
}

function number(resource: QuotaResource, amount: number): string {
  return resource === 'homeSize' ? formatBytes(amount) : String(amount);
}

function write(resource: QuotaResource, amount: number): string {
  return resource === 'homeSize'
    ? `${formatBytes(amount)} more`
    : `${amount} more`;
}
