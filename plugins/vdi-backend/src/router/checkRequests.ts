import express, {
  type ErrorRequestHandler,
  type RequestHandler,
} from 'express';
import { middleware as validator } from 'express-openapi-validator';
import type { Spec } from '../openapi/readSpec';
import { specPatterns } from '../openapi/specPatterns';
import { type RequestProblem, tellRequestError } from './tellRequestError';

/** Largest body that is read. The largest request has a few names and a title of 100 characters. */
const BODY_LIMIT = '16kb';

/**
 * Reads requests and holds them to the description of the API; routes after it find them as they are to be.
 *
 * @param options.checkAnswers - holds answers to it too, and answers 500 to one that does not fit. For tests, as it takes time.
 */
export function checkRequests({
  spec,
  checkAnswers,
}: {
  spec: Spec;
  checkAnswers: boolean;
}): (RequestHandler | ErrorRequestHandler)[] {
  const patterns = specPatterns(spec);
  const tellErrors: ErrorRequestHandler = (
    problem: RequestProblem & { headers?: Record<string, string> },
    _request,
    response,
    next,
  ) => {
    // The methods that there are, on a 405.
    response.set(problem.headers ?? {});
    next(tellRequestError(problem, patterns));
  };
  return [
    express.json({ limit: BODY_LIMIT }),
    ...validator({
      apiSpec: spec,
      validateResponses: checkAnswers,
      // Backstage looks at credentials before a request comes here.
      validateSecurity: false,
      fileUploader: false,
    }),
    tellErrors,
  ];
}
