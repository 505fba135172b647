import { parse } from 'yaml';
import { renderKubeconfig } from './kubeconfig';

const base = { cluster: 'test', server: 'https://127.0.0.1:1', ca: 'CA' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a kubeconfig', () => {
  it('holds a client certificate, or a token, and needs no file', () => {
    const user = { cert: 'CERT', key: 'KEY' };
    const config = parse(renderKubeconfig({ ...base, user }));
    expect(config['current-context']).toBe('test');
    expect(config.clusters[0].cluster).toEqual({
      server: 'https://127.0.0.1:1',
      'certificate-authority-data': base64('CA'),
    });
    expect(config.users[0].user).toEqual({
      'client-certificate-data': base64('CERT'),
      'client-key-data': base64('KEY'),
    });

    const token = 'x'.repeat(1000);
    const other = parse(renderKubeconfig({ ...base, user: { token } }));
    expect(other.users[0].user).toEqual({ token });
  });
});
