import { setTimeout as delay } from 'node:timers/promises';
import type { KubeObject } from '../object';
import type { Resource } from '../resource';
import type { Transport } from '../transport';

const SUBJECT_ACCESS_REVIEW: Resource = {
  group: 'authorization.k8s.io',
  version: 'v1',
  plural: 'subjectaccessreviews',
  kind: 'SubjectAccessReview',
  namespaced: false,
};

/** Something that the API server can be asked to do. */
export interface Deed {
  verb: string;
  group?: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

interface Review extends KubeObject {
  spec: object;
  status?: { allowed: boolean };
}

/**
 * Resolves when a user may do this, or may not: the API server reads roles and bindings from watches, some moments after they were
 * written.
 */
export async function untilReviewed(
  transport: Transport,
  user: string,
  deed: Deed,
  allowed: boolean,
): Promise<void> {
  for (;;) {
    const review: Review = { spec: { user, resourceAttributes: deed } };
    const { status } = await transport.create(SUBJECT_ACCESS_REVIEW, review);
    if (status?.allowed === allowed) return;
    await delay(20);
  }
}
