import type { Entity } from '@backstage/catalog-model';
import { ADMINS } from './portal/policy';
import { PROVIDER, WHO } from './portal/signIn';

/** Somebody who has desktops. */
export interface Person {
  name: string;
  /** Entity refs of them and of their groups. */
  refs: string[];
}

/** One of very many. */
export function person(n: number): Person {
  const name = `user${String(n).padStart(5, '0')}`;
  return { name, refs: [`user:default/${name}`] };
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
