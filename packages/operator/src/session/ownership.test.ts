import { aChild, aHome, aSession } from '../testing/objects';
import { ownershipOf } from './ownership';

const session = aSession();
const controller = (parts: object) => ({
  ownerReferences: [{ ...aChild().metadata.ownerReferences![0], ...parts }],
});

describe('ownershipOf', () => {
  it.each([
    ['ours', 'service', aChild()],
    ['departing', 'service', aChild(controller({ uid: 'uid-0' }))],
    [
      'foreign',
      'service',
      aChild(controller({ uid: 'uid-0', name: 'another' })),
    ],
    [
      'foreign',
      'service',
      aChild(controller({ uid: 'uid-0', apiVersion: 'v1' })),
    ],
    ['foreign', 'service', aChild({ ownerReferences: [] })],
    ['foreign', 'service', aChild(controller({ controller: false }))],
    ['kept', 'home', aHome()],
    ['foreign', 'service', aHome()],
    ['kept', 'home', aHome({ labels: {} })],
    ['foreign', 'home', aHome({ annotations: {} })],
    [
      'foreign',
      'home',
      aHome({}, aSession({ spec: { userRef: 'user:default/bob' } })),
    ],
  ] as const)('%s: %s %#', (ownership, kind, child) => {
    expect(ownershipOf(kind, child, session)).toBe(ownership);
  });

  it('knows a person by another spelling of the same ref', () => {
    const again = aSession({ spec: { userRef: 'User:default/Alice' } });
    expect(ownershipOf('home', aHome(), again)).toBe('kept');
  });

  it('does not take somebody with the same e-mail address for the same person', () => {
    const home = aHome({}, aSession({ spec: { userRef: undefined } }));
    expect(ownershipOf('home', home, session)).toBe('foreign');
  });
});
