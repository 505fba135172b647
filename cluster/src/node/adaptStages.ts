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
  spec: { selector: { matchExpressions: object[] }; steps: Step[] };
}

/** The stage that binds a claim to a volume made for it. */
const BINDING = 'pvc-provision';

/** The stage that lets a pod go which is to be deleted. */
const LETTING_GO = 'pod-delete';

/**
 * kwok deletes by name, and once more where its own deletion is told as a change before it is told as done: that may meet the pod which came
 * after. By then there is no grace any more.
 */
const HAS_GRACE = {
  cel: { expression: 'self.metadata.deletionGracePeriodSeconds != 0' },
};

/** In a patch, the API server refuses any other object by it: kwok tries again by name, when that may be another claim's. */
const THIS_CLAIM = 'uid: {{ .metadata.uid | Quote }}\n';

/**
 * kwok's stages, with one that deletes no other pod than it is about, and those for volumes made fit for a cluster with a scheduler and a controller manager: they know one storage
 * class, by name, which becomes `storageClass`. And they bind a claim in several writes: a scheduler that meets it half bound gives
 * its pod up for a while, and the controller that meets a bound claim with no volume named takes that for lost. Here a claim is bound
 * in one write, and no other claim of its name ever is.
 */
export function adaptStages(stages: string, storageClass: string): string {
  return parseAllDocuments(
    stages.replaceAll(`'kwok-volume'`, `'${storageClass}'`),
  )
    .map(document => document.toJS() as Stage)
    .map(adapt)
    .map(stage => stringify(stage, { lineWidth: 0 }))
    .join('---\n');
}

function adapt(stage: Stage): Stage {
  switch (stage.metadata.name) {
    case BINDING:
      return bindAtOnce(stage);
    case LETTING_GO:
      return deleteOnce(stage);
    default:
      return stage;
  }
}

function deleteOnce({ spec, ...stage }: Stage): Stage {
  const matchExpressions = [...spec.selector.matchExpressions, HAS_GRACE];
  return { ...stage, spec: { ...spec, selector: { matchExpressions } } };
}

function bindAtOnce({ spec, ...stage }: Stage): Stage {
  const patches = spec.steps.flatMap(({ patch }) => patch ?? []);
  const ofClaim = patches.filter(({ subresource }) => !subresource);
  const ofStatus = patches.filter(({ subresource }) => subresource);
  return {
    ...stage,
    spec: {
      ...spec,
      steps: [
        ...spec.steps.filter(({ patch }) => !patch),
        { patch: { template: together(ofClaim) } },
        { patch: { subresource: 'status', template: together(ofStatus) } },
      ],
    },
  };
}

/** The template of one patch of a claim for several of parts of it. */
function together(patches: Patch[]): string {
  const parts = new Map([['metadata', THIS_CLAIM]]);
  for (const { root = '', template } of patches) {
    parts.set(root, `${parts.get(root) ?? ''}${template.trimEnd()}\n`);
  }
  return [...parts]
    .map(([root, template]) => `${root}:\n${deeper(template)}\n`)
    .join('');
}

/** A template one level deeper; kwok's function for YAML sets its lines in by a number of levels of its own. */
function deeper(template: string): string {
  return template
    .trimEnd()
    .replaceAll(/^/gm, '  ')
    .replaceAll(
      /({{ YAML \S+) (\d+)/g,
      (_, call, levels) => `${call} ${Number(levels) + 1}`,
    );
}
