import { InvalidFieldError } from '../service/errors';
import {
  BodyTooLargeError,
  NoSuchMethodError,
  NoSuchPathError,
  NotJsonError,
} from './requestErrors';

/** What reading a body and checking a request throw: more than callers are to be told. */
export interface RequestProblem {
  /** Of HTTP. */
  status?: number;
  message: string;
  /** What the validator found, each at a path such as `/body/resources/memory` or `/query/limit`. */
  errors?: readonly { path: string; message: string }[];
}

/**
 * What is wrong with a request, in the words and with the codes of this API. An error of anything else stays as it is.
 *
 * @param patterns - what a text must be that has to match a pattern, in words
 */
export function tellRequestError(
  problem: RequestProblem,
  patterns: ReadonlyMap<string, string>,
): unknown {
  switch (problem.status) {
    case 400:
      return invalidField(problem, patterns);
    case 404:
      return new NoSuchPathError('The session API has no such path.');
    case 405:
      return new NoSuchMethodError(
        'There is no such method of this path; the header "Allow" has those that there are.',
      );
    case 413:
      return new BodyTooLargeError(
        'The body has more than 16 KiB, which no request to the session API needs.',
      );
    case 415:
      return new NotJsonError(
        'Send the body as JSON, with the header "Content-Type: application/json".',
      );
    default:
      return problem;
  }
}

function invalidField(
  { message, errors = [] }: RequestProblem,
  patterns: ReadonlyMap<string, string>,
): InvalidFieldError {
  const [found] = errors;
  if (!found) return new InvalidFieldError('body', message);
  if (found.message.startsWith('malformed uri')) {
    return new InvalidFieldError('path', 'is not UTF-8 in percent-encoding');
  }
  const [, part, ...names] = found.path.split('/');
  const field = part === 'headers' ? headerName(names[0]) : names.join('.');
  return new InvalidFieldError(
    field || part || 'body',
    wordsFor(found.message, patterns),
  );
}

/** `if-match` as it is written everywhere: `If-Match`. */
function headerName(name: string): string {
  return name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase());
}

function wordsFor(
  message: string,
  patterns: ReadonlyMap<string, string>,
): string {
  if (message.startsWith('must have required property')) return 'is required';
  if (/additional properties|Unknown query parameter/.test(message)) {
    return 'there is no such field';
  }
  const pattern = /^must match pattern "(.*)"$/s.exec(message)?.[1];
  const words = pattern && patterns.get(pattern);
  return words ? `must be ${words}` : message;
}
