import {
  ANNOTATION_ACTIVE_AT,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { aSession, aTemplate, aView } from '../../testing/objects';
import { validity } from './validity';

interface Said {
  spec?: object;
  annotations?: Record<string, string>;
  template?: Partial<VDITemplate['spec']>;
}

const of = ({ spec, annotations, template }: Said) => {
  const session = aSession({ spec, metadata: { annotations } });
  return validity(aView({ session, template: aTemplate(template) }));
};

describe('validity', () => {
  it.each<[string, Said]>([
    ['a usual session', {}],
    [
      'a size at its bound',
      { template: { resources: { max: { memory: '4Gi' } } } },
    ],
    [
      'the same size in another unit',
      { template: { resources: { max: { memory: '4194304Ki' } } } },
    ],
    [
      'GPUs of a CPU desktop',
      {
        template: { resources: { max: { memory: '8Gi' } } },
        spec: { resources: { gpu: 64 } },
      },
    ],
    ['a time at its bound', { template: { timeout: { max: '480m' } } }],
    [
      'a template that says nothing',
      { spec: { timeout: undefined, resources: undefined } },
    ],
    [
      'refs in capitals',
      {
        spec: {
          userRef: 'User:Default/Alice',
          entityRef: 'Component:Default/Render.farm_2',
        },
      },
    ],
    [
      'shares with many',
      {
        spec: {
          shares: [
            { ref: 'user:default/bob', role: 'view' },
            { ref: 'group:default/bob', role: 'control' },
          ],
        },
      },
    ],
  ])('takes %s', (_, said) => {
    expect(of(said)).toMatchObject({ status: 'True', reason: 'Valid' });
  });

  it.each<[string, string, Said]>([
    [
      'TimeoutTooLong',
      'The desktop is to run for 48 h and its template allows 12 h, which holds.',
      { spec: { timeout: '48h' }, template: { timeout: { max: '12h' } } },
    ],
    [
      'TimeoutNotReadable',
      'The time "soon" is none; the limit is 8 h.',
      { spec: { timeout: 'soon' } },
    ],
    [
      'TemplateContradictsItself',
      "The template's usual time of 8 h is longer than the 4 h that it allows, which hold.",
      {
        spec: { timeout: '1h' },
        template: { timeout: { default: '8h', max: '4h' } },
      },
    ],
    [
      'IdleTimeoutTooLong',
      'The desktop is to stop after 10 h with nobody connected, but its limit of 8 h comes first.',
      { spec: { idleTimeout: '10h' } },
    ],
    [
      'TemplateContradictsItself',
      "The template's smallest memory, 16 GiB, is above its largest, 8 GiB.",
      {
        template: {
          resources: { min: { memory: '16Gi' }, max: { memory: '8Gi' } },
        },
      },
    ],
    [
      'TemplateContradictsItself',
      "The template's usual processor time, 4 CPUs, is outside of what it allows: up to 2 CPUs.",
      {
        template: { resources: { default: { cpu: 4 }, max: { cpu: '2000m' } } },
      },
    ],
    [
      'SizeOutOfBounds',
      'The memory of the desktop, 4 GiB, is outside of what its template allows: from 8 GiB up to 16 GiB.',
      {
        template: {
          resources: { min: { memory: '8Gi' }, max: { memory: '16Gi' } },
        },
      },
    ],
    [
      'SizeOutOfBounds',
      'The number of GPUs of the desktop, 8, is outside of what its template allows: up to 2.',
      {
        spec: { resources: { gpu: 8 } },
        template: {
          gpu: { resourceName: 'nvidia.com/gpu' },
          resources: { max: { gpu: 2 } },
        },
      },
    ],
    [
      'RefNotReadable',
      'Nothing in a catalog can be called "user:default/al%ce", "group:de.fault/team".',
      {
        spec: {
          userRef: 'user:default/al%ce',
          shares: [{ ref: 'group:de.fault/team', role: 'view' }],
        },
      },
    ],
    [
      'SharedTwice',
      'The desktop is shared with "user:default/bob" more than once. Name everybody once, with one role.',
      {
        spec: {
          shares: [
            { ref: 'user:default/bob', role: 'view' },
            { ref: 'User:Default/Bob', role: 'control' },
          ],
        },
      },
    ],
    [
      'SharedWithOwner',
      'The desktop is shared with "user:default/alice", whose own it is.',
      { spec: { shares: [{ ref: 'USER:default/Alice', role: 'view' }] } },
    ],
    [
      'AnnotationNotReadable',
      'The annotation vdi.kasm.io/active-at is "today" and has to be a time such as 2026-11-21T18:00:00Z.',
      { annotations: { [ANNOTATION_ACTIVE_AT]: 'today' } },
    ],
  ])('names %s: %s', (reason, message, said) => {
    expect(of(said)).toEqual({
      type: 'Valid',
      status: 'False',
      reason,
      message,
    });
  });

  it('names everything that is wrong, the first as its reason', () => {
    const { reason, message } = of({
      spec: { idleTimeout: '10h', resources: { memory: '1Gi' } },
      template: { resources: { min: { memory: '2Gi' } } },
    });
    expect(reason).toBe('IdleTimeoutTooLong');
    expect(message).toMatch(/comes first\. The memory of the desktop/);
  });
});
