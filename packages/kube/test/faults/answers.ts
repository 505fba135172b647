import { Fault } from '../../src/testing/FaultProxy';
import { refusal } from '../../src/testing/FaultProxyRefusal';

/** What can come instead of what was asked for, whatever that was. */
export const ANSWERS: Record<string, Fault> = {
  'a reset': 'reset',
  'a close': 'fin',
  'half of it': { truncateAfter: 100 },
  'an answer in single bytes': { splitEvery: 1 },
  401: refusal(401, 'Unauthorized'),
  403: refusal(403, 'Forbidden'),
  404: refusal(404, 'NotFound'),
  409: refusal(409, 'Conflict'),
  410: refusal(410, 'Expired'),
  422: refusal(422, 'Invalid'),
  '429 without a time': refusal(429, 'TooManyRequests'),
  500: refusal(500, 'InternalError'),
  503: refusal(503, 'ServiceUnavailable'),
  504: refusal(504, 'Timeout'),
  'a web page': { status: 200, body: '<html>Welcome</html>' },
  'the web page of a gateway': {
    status: 502,
    body: '<html>Bad gateway</html>',
  },
  nothing: { status: 200, body: '' },
};
