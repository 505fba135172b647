import { VdiClient } from './VdiClient';

function create(answer: Response) {
  const fetch = jest.fn().mockResolvedValue(answer);
  const discoveryApi = {
    getBaseUrl: async (id: string) => `http://portal/${id}`,
  };
  return {
    fetch,
    client: new VdiClient({ discoveryApi, fetchApi: { fetch } }),
  };
}

it('asks for usage, with what is said of it and nothing else', async () => {
  const usage = { by: 'group', items: [] };
  const { client, fetch } = create(Response.json(usage));
  const query = { by: 'group', from: '2026-03-01', to: undefined } as const;
  expect(await client.getUsage(query)).toEqual(usage);
  expect(fetch).toHaveBeenCalledWith(
    'http://portal/vdi/v1/usage?by=group&from=2026-03-01',
    expect.objectContaining({ method: 'GET' }),
  );
});

it('tells what the server refuses, with its code', async () => {
  const error = {
    name: 'InputError',
    code: 'VDI_INVALID_FIELD',
    message: 'no',
  };
  const body = JSON.stringify({ error, response: { statusCode: 400 } });
  const headers = { 'content-type': 'application/json' };
  const { client } = create(new Response(body, { status: 400, headers }));
  await expect(client.getUsage()).rejects.toMatchObject({
    statusCode: 400,
    body: { error },
  });
});
