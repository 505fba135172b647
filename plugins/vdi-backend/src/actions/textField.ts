import type { Spec } from '../openapi/readSpec';
import type { Zod } from './zod';

/** Texts that actions take, by the names that their schemas have in the description of the session API. */
export type TextName =
  | 'TemplateName'
  | 'ClusterName'
  | 'Title'
  | 'Duration'
  | 'Quantity'
  | 'UserRef'
  | 'OwnerFilter'
  | 'EntityRef'
  | 'IdempotencyKey';

/** A text as the session API takes it: an action takes no other. */
export function textField(z: Zod, { components }: Spec, name: TextName) {
  const schema = components?.schemas?.[name];
  if (!schema || '$ref' in schema || schema.type !== 'string') {
    throw new Error(`The session API describes no text "${name}".`);
  }
  const { minLength, maxLength = Infinity, pattern, description } = schema;
  let text = z.string().max(maxLength);
  if (minLength) text = text.min(minLength);
  return pattern
    ? text.regex(new RegExp(pattern), `must be ${description}`)
    : text;
}
