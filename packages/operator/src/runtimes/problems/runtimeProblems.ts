import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { RuntimeDefinition } from '../definition';
import { policyOutcomes } from '../policies';
import { RUNTIMES, runtimeType } from '../runtimes';
import { problemIf, type TemplateProblem } from './problem';

/** Folders that a desktop gets from the operator. Kubernetes takes no two volumes for one of them. */
const TAKEN = ['/', '/dev', '/dev/shm', '/run', '/tmp', '/var/tmp'];

/** linuxserver's images have their home here, and start as root. */
const LINUXSERVER_HOME = '/config';

/** What a template says of its runtime, and wants of it, that a runtime of this type is not. */
export function runtimeProblems(template: VDITemplate): TemplateProblem[] {
  const type = runtimeType(template);
  const runtime = RUNTIMES[type];
  const { port, healthPath, transport } = template.spec.runtime ?? {};
  const beside = port === undefined ? undefined : runtime.privatePorts[port];
  return [
    ...problemIf(
      type === 'custom' && port === undefined,
      'spec.runtime.port',
      () => 'A runtime of type custom needs its port. No desktop starts.',
    ),
    ...problemIf(
      type === 'custom' && healthPath === undefined,
      'spec.runtime.healthPath',
      () =>
        'A runtime of type custom is taken for ready as soon as GET / answers. Name a path that answers 200, without credentials, once the desktop can be used.',
    ),
    ...problemIf(
      beside !== undefined,
      'spec.runtime.port',
      () =>
        `With ${type} port ${port} is for ${beside}, which must not be reached from outside. Name another port, or leave it out for ${runtime.port}.`,
    ),
    ...problemIf(
      transport !== undefined && !runtime.transports.includes(transport),
      'spec.runtime.transport',
      () => transportMessage(type, runtime),
    ),
    ...policyProblems(template, runtime),
    ...homeProblems(template, runtime),
    ...strictProblems(template, runtime),
    ...idleProblems(template, runtime),
  ];
}

function transportMessage(
  type: string,
  { transports: [only] }: RuntimeDefinition,
): string {
  return only
    ? `A runtime of type ${type} has ${only} only, which is what it gets. Leave this out.`
    : `What a runtime of type ${type} speaks is up to its image. Leave this out.`;
}

/** Switches that would have no effect. */
function policyProblems(
  { spec }: VDITemplate,
  { policies }: RuntimeDefinition,
): TemplateProblem[] {
  return policyOutcomes(policies, spec.policies).flatMap(
    ({ name, value, outcome }) =>
      typeof outcome === 'string'
        ? [
            {
              field: `spec.policies.${name}`,
              message: `"${value}" has no effect. ${outcome}`,
            },
          ]
        : [],
  );
}

function homeProblems(
  { spec }: VDITemplate,
  runtime: RuntimeDefinition,
): TemplateProblem[] {
  const home = spec.runtime?.homePath ?? runtime.homePath;
  return problemIf(
    TAKEN.includes(withoutSlash(home)),
    'spec.runtime.homePath',
    () =>
      `${home} is not free for a home volume: no desktop starts. Name the home folder of the image's user.`,
  );
}

/** The same folder, written in one way. */
function withoutSlash(folder: string): string {
  return folder.replace(/(?<=.)\/+$/, '');
}

function strictProblems(
  { spec }: VDITemplate,
  { notStrict }: RuntimeDefinition,
): TemplateProblem[] {
  if (spec.security?.profile === 'baseline') return [];
  const field = 'spec.security.profile';
  const asRoot =
    withoutSlash(spec.runtime?.homePath ?? '') === LINUXSERVER_HOME;
  return [
    ...problemIf(
      asRoot,
      field,
      () =>
        "An image whose home is /config (linuxserver's) starts as root, which the profile strict does not let it: say baseline.",
    ),
    ...problemIf(notStrict !== undefined && !asRoot, field, () => notStrict!),
  ];
}

function idleProblems(
  { spec }: VDITemplate,
  { activity }: RuntimeDefinition,
): TemplateProblem[] {
  return problemIf(
    spec.idleTimeout !== undefined && !activity && !spec.runtime?.activity,
    'spec.idleTimeout',
    () =>
      'A runtime of this type does not tell whether somebody is connected, so this stops no desktop. Say in spec.runtime.activity where the image tells it, or leave this out.',
  );
}
