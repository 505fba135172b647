import { aSession, aTemplate } from '../testing/objects';
import { desktopEnv } from './desktopEnv';
import type { EnvVar } from './manifests';

/** The environment of a Selkies desktop whose template says this. */
function envOf(said: EnvVar[]): EnvVar[] {
  const env = said.map(({ valueFrom, ...entry }) => ({
    ...entry,
    ...valueFrom,
  }));
  const template = aTemplate({ runtime: { type: 'selkies' }, env });
  return desktopEnv(aSession(), template);
}

const named = (env: EnvVar[], wanted: string) =>
  env.filter(({ name }) => name === wanted);

describe('desktopEnv', () => {
  it.each([
    ['SELKIES_ENABLE_BASIC_AUTH', 'false'],
    ['SELKIES_TURN_HOST', 'relay.invalid'],
    ['NVIDIA_VISIBLE_DEVICES', 'void'],
    ['VDI_NAME', 'render'],
  ])('keeps %s, whatever the template says', (name, value) => {
    const secret = { name, valueFrom: { secretKeyRef: { name, key: 'x' } } };
    for (const said of [{ name, value: 'mine' }, secret]) {
      expect(named(envOf([said]), name)).toEqual([{ name, value }]);
    }
  });

  it('leaves unset what nobody may set', () => {
    const name = 'SELKIES_MASTER_TOKEN';
    expect(named(envOf([{ name, value: 'mine' }]), name)).toEqual([]);
  });

  it('lets the template say otherwise than the runtime', () => {
    const name = 'SELKIES_FRAMERATE';
    expect(named(envOf([]), name)).toEqual([{ name, value: '30' }]);
    const said = [{ name, value: '60' }];
    expect(named(envOf(said), name)).toEqual(said);
  });

  it('takes a value of a Secret from there', () => {
    const secretKeyRef = { name: 'cad', key: 'licence' };
    const said = [{ name: 'LICENCE', valueFrom: { secretKeyRef } }];
    expect(named(envOf(said), 'LICENCE')).toEqual(said);
  });
});
