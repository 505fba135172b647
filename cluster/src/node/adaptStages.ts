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
  spec: {
    resourceRef?: object;
    selector: { matchExpressions: object[] };
    delay?: object;
    steps: Step[];
  };
}

/** The stage that binds a claim to a volume made for it. */
const BINDING = 'pvc-provision';

/** The stage that lets a pod go which is to be deleted. */
const LETTING_GO = 'pod-delete';

/** Whether a pod has not been deleted by its node yet: from then on there is no grace. */
const hasGrace = (is: boolean) => ({
  cel: {
    expression: `self.metadata.deletionGracePeriodSeconds ${is ? '!=' : '=='} 0`,
  },
});

/** How long a deletion may take, in milliseconds. The next one is called off by its end. */
const AGAIN_AFTER_MS = 3_000;

/** In a patch, the API server refuses any other object by it: kwok tries again by name, when that may be another's. */
const THIS_ONE = 'uid: {{ .metadata.uid | Quote }}\n';

/** A change to a pod that has no grace left: with it the API server ends the deletion. Without a change kwok would send nothing. */
const AGAIN = `${THIS_ONE}annotations:\n  kwok.x-k8s.io/deleted-again: "true"\n`;

/**
 * kwok's stages, with those that delete no other pod than they are about, and those for volumes made fit for a cluster with a scheduler
 * and a controller manager: they know one storage class, by name, which becomes `storageClass`. And they bind a claim in several
 * writes: a scheduler that meets it half bound gives its pod up for a while, and the controller that meets a bound claim with no volume
 * named takes that for lost. Here a claim is bound in one write, and no other claim of its name ever is.
 */
export function adaptStages(stages: string, storageClass: string): string {
  return parseAllDocuments(
    stages.replaceAll(`'kwok-volume'`, `'${storageClass}'`),
  )
    .map(document => document.toJS() as Stage)
    .flatMap(adapt)
    .map(stage => stringify(stage, { lineWidth: 0 }))
    .join('---\n');
}

function adapt(stage: Stage): Stage | Stage[] {
  switch (stage.metadata.name) {
    case BINDING:
      return bindAtOnce(stage);
    case LETTING_GO:
      return deleteApart(stage);
    default:
      return stage;
  }
}

/**
 * kwok deletes by name, and once more at once where its own deletion is told as a change before it is told as done: that may meet the pod
 * which came after. Again is only for a deletion that an API server did not end, and for this very pod.
 */
function deleteApart(stage: Stage): Stage[] {
  const { metadata, spec } = stage;
  const where = (is: boolean) => ({
    matchExpressions: [...spec.selector.matchExpressions, hasGrace(is)],
  });
  return [
    { ...stage, spec: { ...spec, selector: where(true) } },
    {
      ...stage,
      metadata: { ...metadata, name: `${metadata.name}-again` },
      spec: {
        resourceRef: spec.resourceRef,
        selector: where(false),
        delay: { durationMilliseconds: AGAIN_AFTER_MS },
        steps: [{ patch: { root: 'metadata', template: AGAIN } }],
      },
    },
  ];
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
  const parts = new Map([['metadata', THIS_ONE]]);
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
