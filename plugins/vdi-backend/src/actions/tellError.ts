import { CustomErrorBase } from '@backstage/errors';

/** What to do about an error, by its code, where its message does not say so to an agent. */
const ADVICE: Partial<Record<string, string>> = {
  VDI_SESSION_NOT_FOUND: 'list-desktops has those that there are.',
  VDI_NOT_RUNNING: 'get-desktop tells how it is; start-desktop starts it.',
  VDI_NOT_PERMITTED: 'Do not try again: tell the person.',
};

/** Names by which the MCP server tells what happened. Of an error with another name agents hear nothing but that there was one. */
const NAMES: Partial<Record<string, string>> = {
  PreconditionFailedError: 'ConflictError',
  UnprocessableContentError: 'ConflictError',
};

/** An error of the session API, for an agent: what is wrong, and what to do about it. */
class ActionError extends CustomErrorBase {
  /** @param details - what programs are told, as the session API does */
  constructor(
    readonly name: string,
    message: string,
    details: object,
  ) {
    super(message);
    Object.assign(this, details);
  }
}

/** An error as agents are told; one that is not of the session API stays as it is. */
export function tellError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message } = error;
  const { name: _, ...details }: Details = { ...error };
  const { code, field } = details;
  if (!code?.startsWith('VDI_')) return error;
  const advice =
    field === 'template'
      ? 'list-desktop-templates has those that there are.'
      : ADVICE[code];
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return new ActionError(
    NAMES[name] ?? name,
    advice ? `${sentence} ${advice}` : sentence,
    details,
  );
}

/** What an error tells beside its message. */
interface Details {
  name?: string;
  code?: string;
  field?: string;
}
