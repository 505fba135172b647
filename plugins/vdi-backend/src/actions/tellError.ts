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
export class ActionError extends CustomErrorBase {
  constructor(
    readonly name: string,
    /** For programs, the same as the session API has. */
    readonly code: string,
    message: string,
    /** The part of the input that is at fault. */
    readonly field?: string,
  ) {
    super(message);
  }
}

/** An error as agents are told; one that is not of the session API stays as it is. */
export function tellError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const { code, name, message } = error;
  if (typeof code !== 'string' || !code.startsWith('VDI_')) return error;
  const field = 'field' in error ? String(error.field) : undefined;
  const advice =
    field === 'template'
      ? 'list-desktop-templates has those that there are.'
      : ADVICE[code];
  return new ActionError(
    NAMES[name] ?? name,
    code,
    [/[.!?]$/.test(message) ? message : `${message}.`, advice]
      .filter(Boolean)
      .join(' '),
    field,
  );
}
