import {
  ClusterUnavailableError,
  InvalidFieldError,
  NoEmailAddressError,
} from '../service/errors';
import {
  ChangedMeanwhileError,
  SessionGoneError,
} from '../service/stateErrors';
import { tellError } from './tellError';

it.each<[Error, object]>([
  [
    new SessionGoneError('scene'),
    {
      name: 'NotFoundError',
      code: 'VDI_SESSION_NOT_FOUND',
      message:
        'There is no desktop "scene" that you may see. list-desktops has those that there are.',
    },
  ],
  [
    new InvalidFieldError('timeout', 'must be longer than zero'),
    {
      name: 'InputError',
      field: 'timeout',
      message: 'timeout: must be longer than zero.',
    },
  ],
  // The MCP server tells nothing of what has another name than Backstage's own.
  [new ChangedMeanwhileError('scene'), { name: 'ConflictError' }],
  [
    new NoEmailAddressError('The address is not known. Add it.'),
    { name: 'NotAllowedError', message: 'The address is not known. Add it.' },
  ],
  [
    Object.assign(new ClusterUnavailableError('Try again.'), { quota: 1 }),
    { name: 'ServiceUnavailableError', message: 'Try again.', quota: 1 },
  ],
])('%s', (error, told) => {
  expect(tellError(error)).toMatchObject(told);
});

it.each([new TypeError('x is not a function'), 'a text', undefined])(
  'leaves %s as it is',
  error => {
    expect(tellError(error)).toBe(error);
  },
);
