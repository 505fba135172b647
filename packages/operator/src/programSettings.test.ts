import { readProgramSettings } from './programSettings';

describe('readProgramSettings', () => {
  it('has a default for everything', () => {
    expect(readProgramSettings({})).toMatchObject({
      domain: 'vdi.localhost',
      httpPort: 8080,
      httpAddress: undefined,
      logLevel: 'info',
    });
  });

  it.each([
    [{ VDI_HTTP_PORT: '0' }, { httpPort: 0 }],
    [{ VDI_HTTP_ADDRESS: '::1' }, { httpAddress: '::1' }],
    [{ VDI_LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
  ])('takes %j', (env, settings) => {
    expect(readProgramSettings({ env })).toMatchObject(settings);
  });

  it.each([
    [{ VDI_HTTP_PORT: '-1' }, /^VDI_HTTP_PORT .* from 0 to 65535\.$/],
    [{ VDI_HTTP_ADDRESS: 'localhost' }, /^VDI_HTTP_ADDRESS .* an IP address/],
    [{ VDI_LOG_LEVEL: 'all' }, /^VDI_LOG_LEVEL .* debug, info, warn, error\.$/],
  ])('refuses %j', (env, message) => {
    expect(() => readProgramSettings({ env })).toThrow(message);
  });
});
