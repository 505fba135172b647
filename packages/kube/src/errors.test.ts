import { ConnectionError } from './connection';
import { isTransient, KubeError } from './errors';

const statusError = (status: number, causes?: { reason: string }[]) =>
  new KubeError('', { code: 'KUBE_STATUS', status, details: { causes } });

describe('isTransient', () => {
  it.each<[string, unknown, boolean]>([
    ['no connection', new KubeError('', { code: 'KUBE_UNREACHABLE' }), true],
    ['no credentials', new ConnectionError(), true],
    ['refused credentials', statusError(401), true],
    ['a lost race', statusError(409), true],
    ['a failed test of a JSON patch', statusError(422), true],
    ['overload', statusError(429), true],
    ['a failing server', statusError(503), true],
    ['no permission', statusError(403), false],
    ['nothing there', statusError(404), false],
    [
      'a field that is invalid',
      statusError(422, [{ reason: 'FieldValueInvalid' }]),
      false,
    ],
    ['a bug', new TypeError('x is undefined'), false],
  ])('%s', (_, error, expected) => {
    expect(isTransient(error)).toBe(expected);
  });
});
