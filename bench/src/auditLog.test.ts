import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endOfLog, isWrite, readRequests } from './auditLog';

const line = (verb: string, second: string, name?: string) =>
  `${JSON.stringify({
    userAgent: 'op/1',
    verb,
    ...(name && {
      objectRef: {
        resource: 'pods',
        subresource: 'status',
        namespace: 'n',
        name,
      },
    }),
    responseStatus: { code: 200 },
    requestReceivedTimestamp: `2026-01-01T00:00:0${second}Z`,
    stageTimestamp: `2026-01-01T00:00:0${second}Z`,
  })}\n`;

describe('readRequests', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'audit-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('reads requests to resources by their arrival, to the microsecond', async () => {
    const file = path.join(folder, 'audit.log');
    await writeFile(
      file,
      line('patch', '2.000250', 'b') +
        line('get', '1.000001', 'a') +
        line('get', '3.000000'),
    );
    const requests = await readRequests(file);
    expect(requests.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(requests.map(isWrite)).toEqual([false, true]);
    expect(requests[1]).toMatchObject({
      resource: 'pods/status',
      namespace: 'n',
      status: 200,
    });
    expect(requests[1].completedAt - requests[0].completedAt).toBeCloseTo(
      1_000.249,
      3,
    );
  });

  it('begins where it is told to', async () => {
    const file = path.join(folder, 'audit.log');
    await writeFile(file, line('get', '1.000000', 'a'));
    const end = await endOfLog(file);
    expect(await readRequests(file, end)).toEqual([]);
    await appendFile(file, line('get', '2.000000', 'b'));
    expect((await readRequests(file, end)).map(({ name }) => name)).toEqual([
      'b',
    ]);
  });
});
