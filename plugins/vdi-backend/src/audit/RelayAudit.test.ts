import { mockServices } from '@backstage/backend-test-utils';
import { aSession } from '../testing/objects';
import { RelayAudit } from './RelayAudit';

const MINUTE_MS = 60_000;

function create() {
  const success = jest.fn().mockResolvedValue(undefined);
  const createEvent = jest.fn().mockResolvedValue({ success });
  const logger = mockServices.logger.mock();
  const clock = { ms: 0 };
  const auditor = mockServices.auditor.mock({ createEvent });
  const audit = new RelayAudit({ auditor, logger, now: () => clock.ms });
  return { audit, createEvent, success, logger, clock };
}

const [one, other] = [aSession('one'), aSession('other')];
/** Until what nobody waits for has been done. */
const settle = () => new Promise(setImmediate);

it('tells of each desktop once an hour', async () => {
  const { audit, createEvent, success, clock } = create();
  for (let minute = 0; minute < 60; minute += 1) {
    clock.ms = minute * MINUTE_MS;
    audit.issued(one, '10.0.0.7');
    audit.issued(other, '10.0.0.8');
  }
  await settle();
  expect(createEvent.mock.calls).toEqual([
    [
      {
        eventId: 'turn-credential-issue',
        severityLevel: 'low',
        meta: {
          namespace: 'vdi-sessions',
          name: 'one',
          uid: 'uid-of-one',
          owner: 'user:default/alice',
          ip: '10.0.0.7',
        },
      },
    ],
    [expect.objectContaining({ eventId: 'turn-credential-issue' })],
  ]);
  expect(success).toHaveBeenCalledTimes(2);
  clock.ms = 60 * MINUTE_MS;
  audit.issued(one, '10.0.0.7');
  expect(createEvent).toHaveBeenCalledTimes(3);
});

it('keeps no desktop from its credentials', async () => {
  const { audit, createEvent, logger } = create();
  createEvent.mockRejectedValue(new Error('no disk'));
  audit.issued(one, undefined);
  await settle();
  expect(logger.error.mock.calls).toEqual([
    [
      "The portal's auditor could not be told of credentials of the relay: Error: no disk",
    ],
  ]);
});
