import { parseAllDocuments } from 'yaml';
import { adaptStages } from './adaptStages';

const STAGES = `
kind: Stage
metadata: { name: pod-ready }
spec:
  steps:
    - patch: { root: status, template: a }
    - patch: { root: spec, template: b }
---
kind: Stage
metadata: { name: pod-delete }
spec:
  selector:
    matchExpressions:
      - { key: .metadata.deletionTimestamp, operator: Exists }
  next: { delete: true }
---
kind: Stage
metadata: { name: pvc-provision }
spec:
  selector:
    matchExpressions:
      - cel: { expression: "self.spec.storageClassName == 'kwok-volume'" }
  steps:
    - apply: { template: the volume }
    - patch: { root: metadata, template: "annotations:\\n  bound: yes\\n" }
    - patch: { root: spec, template: "volumeName: its name\\n" }
    - patch: { root: status, subresource: status, template: "phase: Bound\\nmodes:\\n{{ YAML .spec.modes 1 }}\\n" }
`;

const adapted = () =>
  parseAllDocuments(adaptStages(STAGES, 'local')).map(stage => stage.toJS());

describe('adaptStages', () => {
  it('makes the rules for volumes apply to our storage class', () => {
    expect(adapted()[3].spec.selector.matchExpressions).toEqual([
      { cel: { expression: "self.spec.storageClassName == 'local'" } },
    ]);
  });

  it('names the volume of a claim and calls it bound in one write, of no other claim', () => {
    const metadata = 'metadata:\n  uid: {{ .metadata.uid | Quote }}\n';
    expect(adapted()[3].spec.steps).toEqual([
      { apply: { template: 'the volume' } },
      {
        patch: {
          template: `${metadata}  annotations:\n    bound: yes\nspec:\n  volumeName: its name\n`,
        },
      },
      {
        patch: {
          subresource: 'status',
          template: `${metadata}status:\n  phase: Bound\n  modes:\n  {{ YAML .spec.modes 2 }}\n`,
        },
      },
    ]);
  });

  it('deletes a pod once, and again when that is not done after a while', () => {
    const deleting = (operator: string) => ({
      selector: {
        matchExpressions: [
          { key: '.metadata.deletionTimestamp', operator: 'Exists' },
          {
            cel: {
              expression: `self.metadata.deletionGracePeriodSeconds ${operator} 0`,
            },
          },
        ],
      },
    });
    expect(adapted().slice(1, 3)).toEqual([
      {
        kind: 'Stage',
        metadata: { name: 'pod-delete' },
        spec: { ...deleting('!='), next: { delete: true } },
      },
      {
        kind: 'Stage',
        metadata: { name: 'pod-delete-again' },
        spec: {
          ...deleting('=='),
          delay: { durationMilliseconds: 3_000 },
          steps: [
            {
              patch: {
                root: 'metadata',
                template: expect.stringMatching(
                  /^uid: {{ \.metadata\.uid \| Quote }}\nannotations:/,
                ),
              },
            },
          ],
        },
      },
    ]);
  });

  it('leaves other stages as they are', () => {
    expect(
      adapted()[0].spec.steps.map(
        (step: { patch: { root: string } }) => step.patch.root,
      ),
    ).toEqual(['status', 'spec']);
  });
});
