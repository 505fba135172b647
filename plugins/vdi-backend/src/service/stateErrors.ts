import {
  ConflictError,
  CustomErrorBase,
  NotFoundError,
} from '@backstage/errors';
import { ANNOTATION_TITLE } from '@backstage-vdi/plugin-vdi-common';
import type { SessionInCluster } from './SessionInCluster';

/** There is no such session, or the caller may not know of it. Answered with 404. */
export class SessionGoneError extends NotFoundError {
  readonly code = 'VDI_SESSION_NOT_FOUND';

  constructor(name: string) {
    super(`There is no desktop "${name}" that you may see.`);
  }
}

/** What is asked is not possible while the desktop is as it is; the code says why. Answered with 409. */
export class SessionStateError extends ConflictError {
  constructor(
    readonly code: 'VDI_BEING_DELETED' | 'VDI_NOT_RUNNING' | 'VDI_AT_LIMIT',
    message: string,
  ) {
    super(message);
  }
}

/** Others changed the desktop each time that this change was tried. Answered with 409. */
export class ContendedError extends ConflictError {
  readonly code = 'VDI_CONTENDED';

  constructor(name: string) {
    super(
      `Others change the desktop "${name}" at this moment. Nothing was changed; try again.`,
    );
  }
}

/** The desktop is another than the one that the portal decided on: that is deleted, and its name was given again. Answered with 409. */
export class ReplacedError extends ConflictError {
  readonly code = 'VDI_REPLACED';

  constructor(name: string) {
    super(
      `The desktop "${name}" was deleted, and another has its name now. Nothing was changed; look at that one before you try again.`,
    );
  }
}

/** All names that were tried were taken. Answered with 409. */
export class NoFreeNameError extends ConflictError {
  readonly code = 'VDI_NO_FREE_NAME';

  constructor() {
    super(
      'Other requests took every name that was tried for the desktop. Nothing was made; try again.',
    );
  }
}

/** The session is not as it was when the caller decided. Answered with 412. */
export class ChangedMeanwhileError extends CustomErrorBase {
  readonly name = 'PreconditionFailedError';
  readonly code = 'VDI_CHANGED_MEANWHILE';

  constructor(name: string) {
    super(
      `The desktop "${name}" changed since you read it. Read it again, and decide anew.`,
    );
  }

  /** On the prototype: Backstage takes the status from here, and tells whatever an error has of its own. */
  get statusCode(): number {
    return 412;
  }
}

/** An `Idempotency-Key` came with another body before. Answered with 422. */
export class IdempotencyKeyReusedError extends CustomErrorBase {
  readonly name = 'UnprocessableContentError';
  readonly code = 'VDI_IDEMPOTENCY_KEY_REUSED';
  readonly field = 'Idempotency-Key';

  /** @param found - what the key stands for */
  constructor({ cluster, session: { metadata } }: SessionInCluster) {
    const { annotations, namespace = '', name } = metadata;
    const title = annotations?.[ANNOTATION_TITLE] ?? name;
    super(
      `You have the desktop "${title}" (${cluster}/${namespace}/${name}) by this Idempotency-Key already, and asked for it with another body. Change or delete that one, or take another key for another desktop.`,
    );
  }

  get statusCode(): number {
    return 422;
  }
}
