import { Authority } from '@backstage-vdi/cluster/src/pki/authority';
import { Credentials, KubeError, Transport } from '../src';
import { FakeApiServer, THING } from '../src/testing/FakeApiServer';

describe('Transport over TLS', () => {
  let trusted: Authority;
  let other: Authority;
  let server: FakeApiServer;
  let transport: Transport;

  beforeAll(async () => {
    trusted = await Authority.create('trusted');
    other = await Authority.create('other');
    server = await FakeApiServer.start(
      await trusted.issue({ commonName: 'api', hosts: ['127.0.0.1'] }),
    );
  });

  afterEach(() => transport.close());
  afterAll(() => server.stop());

  function connect(authorities: Authority[]) {
    const [first, ...later] = authorities.map(({ pem }) => ({
      tls: { ca: pem.cert },
      headers: {},
    }));
    let current: Credentials = first;
    const credentials = jest.fn(async (rejected?: Credentials) => {
      current = (rejected === current && later.shift()) || current;
      return current;
    });
    transport = new Transport(server.connection({ credentials }), {
      userAgent: 'tester/1.0',
    });
    return { credentials };
  }

  it('reads the authorities again when it does not trust the server', async () => {
    connect([other, trusted]);
    expect((await transport.list(THING)).items).toEqual([]);
  });

  it('does so for a watch too', async () => {
    connect([other, trusted]);
    const path = '/apis/test.example.com/v1/things';
    const { close } = await transport.stream({
      method: 'GET',
      path,
      query: { watch: true },
    });
    close();
    expect(server.watches.all).toHaveLength(1);
  });

  it('does so once, and says what is wrong', async () => {
    const { credentials } = connect([other]);
    const error = await transport.list(THING).catch(thrown => thrown);
    expect(error).toBeInstanceOf(KubeError);
    expect(error).toMatchObject({
      code: 'KUBE_UNREACHABLE',
      message: expect.stringMatching(/certificate/),
    });
    expect(credentials).toHaveBeenCalledTimes(2);
  });
});
