import type { RouteAnswer } from './routeReach';
import { troubleOf } from './routeTrouble';

const status = (code: number): RouteAnswer => ({
  kind: 'status',
  status: code,
});
const reasonOf = (answer: RouteAnswer) =>
  troubleOf(answer, 'https://traefik')?.reason;

describe('troubleOf', () => {
  it.each([200, 204, 301, 302, 399, 401, 403])(
    'takes %d for an answer of the desktop or of the gate before it',
    code => {
      expect(reasonOf(status(code))).toBeUndefined();
    },
  );

  it.each<[RouteAnswer, string]>([
    [status(404), 'AddressUnknown'],
    [status(500), 'DesktopUnreachable'],
    [status(502), 'DesktopUnreachable'],
    [status(503), 'DesktopUnreachable'],
    [status(504), 'DesktopUnreachable'],
    [status(400), 'UnexpectedAnswer'],
    [status(421), 'UnexpectedAnswer'],
    [status(429), 'UnexpectedAnswer'],
    [{ kind: 'silence' }, 'DesktopUnreachable'],
    [{ kind: 'unreachable', problem: 'ECONNREFUSED' }, 'TraefikUnreachable'],
    [{ kind: 'certificate', problem: 'It expired' }, 'CertificateInvalid'],
  ])('takes %j for %s', (answer, reason) => {
    expect(reasonOf(answer)).toBe(reason);
  });

  it('says where nobody answers, and what is wrong with a certificate', () => {
    const address = 'https://traefik.traefik.svc';
    const problem = 'The certificate for a.example.com expired on 2026-01-01';
    expect(
      troubleOf({ kind: 'unreachable', problem: 'ECONNREFUSED' }, address)
        ?.message,
    ).toContain(`${address} (ECONNREFUSED)`);
    expect(
      troubleOf({ kind: 'certificate', problem }, address)?.message,
    ).toContain(`${problem},`);
  });

  it('says the same for every way in which Traefik does not reach a desktop', () => {
    const messages = [500, 502, 503, 504].map(
      code => troubleOf(status(code), '')?.message,
    );
    expect(new Set(messages).size).toBe(1);
  });
});
