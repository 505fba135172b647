import { parseAllDocuments, stringify } from 'yaml';

interface Patch {
  root?: string;
  subresource?: string;
  template: string;
}

interface Step {
  patch?: Patch;
}

interface Stage {
  metadata: { name: string };
  spec: { steps: Step[] };
}

/** The stage that binds a claim to a volume made for it. */
const BINDING = 'pvc-provision';

/**
 * kwok's stages, with those for volumes made fit for a cluster with a scheduler and a controller manager: they know one storage
 * class, by name, which becomes `storageClass`. And they bind a claim in several writes: a scheduler that meets it half bound gives
 * its pod up for a while, and the controller that meets a bound claim with no volume named takes that for lost. Here a claim is bound
 * in one write.
 */
export function adaptStages(stages: string, storageClass: string): string {
  return parseAllDocuments(
    stages.replaceAll(`'kwok-volume'`, `'${storageClass}'`),
  )
    .map(document => document.toJS() as Stage)
    .map(stage => (stage.metadata.name === BINDING ? bindAtOnce(stage) : stage))
    .map(stage => stringify(stage, { lineWidth: 0 }))
    .join('---\n');
}

function bindAtOnce({ spec, ...stage }: Stage): Stage {
  const isOfClaim = ({ patch }: Step) => patch && !patch.subresource;
  const parts = spec.steps.filter(isOfClaim).map(({ patch }) => patch!);
  const whole = parts.map(
    ({ root, template }) =>
      `${root}:\n${template.trimEnd().replaceAll(/^/gm, '  ')}\n`,
  );
  const others = spec.steps.filter(step => !isOfClaim(step));
  const status = others.findIndex(({ patch }) => patch);
  return {
    ...stage,
    spec: {
      ...spec,
      steps: others.toSpliced(status, 0, {
        patch: { template: whole.join('') },
      }),
    },
  };
}
