import {
  ANNOTATION_TITLE,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { DatabaseUnavailableError } from '../database/DatabaseUnavailableError';
import { NOT_REACHED } from '../desktops/clusterError';
import { tellRequestError } from '../router/tellRequestError';
import { ClusterUnavailableError } from '../service/errors';
import { ownerOf } from '../service/identity';
import { planExtension } from '../service/planExtension';
import {
  ChangedMeanwhileError,
  IdempotencyKeyReusedError,
  SessionGoneError,
} from '../service/stateErrors';
import { aSession } from '../testing/objects';
import { readSpec } from './readSpec';
import { specPatterns } from './specPatterns';

const spec = readSpec();

const refused = (status: number) =>
  tellRequestError({ status, message: '' }, new Map());

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

const titled = (title: string, session: VDISession): VDISession => ({
  ...session,
  metadata: { ...session.metadata, annotations: { [ANNOTATION_TITLE]: title } },
});

const DURATION = '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$';

it.each([
  [
    'BadRequest',
    tellRequestError(
      {
        status: 400,
        message: '',
        errors: [
          {
            path: '/body/timeout',
            message: `must match pattern "${DURATION}"`,
          },
        ],
      },
      specPatterns(spec),
    ),
  ],
  ['NotAllowed', thrownBy(() => ownerOf({ userRef: 'user:default/alice' }))],
  ['NotFound', new SessionGoneError('alice-blender-9')],
  [
    'Conflict',
    thrownBy(() => planExtension({}, aSession(), undefined, Date.now())),
  ],
  ['Changed', new ChangedMeanwhileError('alice-blender-1')],
  ['TooLarge', refused(413)],
  ['NotJson', refused(415)],
  [
    'KeyReused',
    new IdempotencyKeyReusedError({
      cluster: 'default',
      session: titled('Scene 4', aSession('alice-3fa9c15b0e7d2486')),
    }),
  ],
  ['Unavailable', new ClusterUnavailableError(NOT_REACHED)],
  ['NoDatabase', new DatabaseUnavailableError(undefined)],
])('shows as %s what the API says', (name, error) => {
  expect(spec.components?.responses?.[name]).toMatchObject({
    content: {
      'application/json': {
        example: { error: expect.objectContaining(toldOf(error)) },
      },
    },
  });
});

/** What callers are told of an error. */
function toldOf(error: unknown) {
  const { name, message, code, field } = error as Error & {
    code: string;
    field?: string;
  };
  return { name, message, code, ...(field && { field }) };
}
