import { parseAllDocuments, stringify } from 'yaml';

interface Stage {
  metadata: { name: string };
  spec: { steps: Array<{ patch?: { root?: string } }> };
}

/** The stage that binds a claim to a volume made for it. */
const BINDING = 'pvc-provision';

const namesVolume = ({ patch }: Stage['spec']['steps'][number]) =>
  patch?.root === 'spec';

/**
 * kwok's stages, with those for volumes made fit for a cluster with a controller manager: they know one storage class, by
 * name, which becomes `storageClass`; and they call a claim bound before they name its volume, which the controller takes for
 * a volume that is lost. Here the volume is named first.
 */
export function adaptStages(stages: string, storageClass: string): string {
  return parseAllDocuments(
    stages.replaceAll(`'kwok-volume'`, `'${storageClass}'`),
  )
    .map(document => document.toJS() as Stage)
    .map(stage =>
      stage.metadata.name === BINDING ? withVolumeNamedFirst(stage) : stage,
    )
    .map(stage => stringify(stage, { lineWidth: 0 }))
    .join('---\n');
}

function withVolumeNamedFirst(stage: Stage): Stage {
  const { steps } = stage.spec;
  const naming = steps.filter(namesVolume);
  const others = steps.filter(step => !namesVolume(step));
  const firstPatch = others.findIndex(({ patch }) => patch);
  return {
    ...stage,
    spec: { ...stage.spec, steps: others.toSpliced(firstPatch, 0, ...naming) },
  };
}
