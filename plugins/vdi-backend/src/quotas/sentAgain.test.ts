import { ClusterUnavailableError } from '../service/errors';
import { aTemplate } from '../testing/objects';
import { type Api, startApi } from '../__testUtils__/startApi';

let api: Api;
beforeAll(async () => {
  api = await startApi({ vdi: { quotas: { eachUser: { running: 1 } } } });
  api.desktops.reset(aTemplate());
});
afterAll(() => api.stop());

it('keeps the room of a request whose answer got lost for when it is sent again', async () => {
  const ask = (key: string) =>
    api
      .call('post', '/sessions')
      .set('Idempotency-Key', key)
      .send({ template: 'blender' });
  jest
    .spyOn(api.desktops, 'createSession')
    .mockRejectedValueOnce(new ClusterUnavailableError('Nothing came back.'));
  await ask('scene-4').expect(503);
  await ask('scene-5').expect(403);
  await ask('scene-4').expect(201);
  expect(api.desktops.sessions()).toHaveLength(1);
});
