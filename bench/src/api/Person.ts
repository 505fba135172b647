import { type Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { ADMINS } from './portal/policy';
import { PROVIDER, WHO } from './portal/signIn';

/** Somebody who has desktops. */
export interface Person {
  name: string;
  /** Entity refs of them and of their groups. */
  refs: string[];
}

/** How many teams people are in, one each, and how many components these own. */
const TEAMS = 50;
const COMPONENTS = 500;

/** One of very many, and their team. */
export function person(n: number): Person {
  const name = `user${String(n).padStart(5, '0')}`;
  return { name, refs: [`user:default/${name}`, teamOf(n)] };
}

/** One of the teams, in turn. */
export function teamOf(n: number): string {
  return `group:default/team${n % TEAMS}`;
}

/** The component that the nth session is for: mostly of another team than its owner's. */
export function componentOf(n: number): string {
  return `component:default/part${(n * 7) % COMPONENTS}`;
}

/** What the catalog has of the components. */
export function componentEntities(): Entity[] {
  return Array.from({ length: COMPONENTS }, (_, n) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `part${n}`, namespace: 'default' },
    relations: [{ type: RELATION_OWNED_BY, targetRef: teamOf(n) }],
  }));
}

/** Who looks after everybody's desktops. */
export const ADMINISTRATOR: Person = {
  name: 'admin',
  refs: ['user:default/admin', ADMINS],
};

/** What the catalog has of them. */
export function entityOf({ name }: Person): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { profile: { email: emailOf({ name }) }, memberOf: [] },
  };
}

/** Their e-mail address. */
export function emailOf({ name }: Pick<Person, 'name'>): string {
  return `${name}@example.com`;
}

/** Signs them in at a portal; returns the token, which is good for an hour. */
export async function tokenOf(
  { refs }: Person,
  baseUrl: string,
): Promise<string> {
  const answer = await fetch(`${baseUrl}/api/auth/${PROVIDER}/refresh`, {
    headers: { [WHO]: refs.join(), 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = (await answer.json()) as {
    backstageIdentity: { token: string };
  };
  return backstageIdentity.token;
}
