import { Dispatcher } from 'undici';
import { ConnectionError } from './connection';
import { describeError } from './describeError';
import { KubeError } from './errors';
import { isStatus, Status } from './object';
import { pauseMs, retryAfterMs } from './retryAfter';

/** What of a request an error message is about. */
interface Asked {
  method: string;
  path: string;
  signal?: AbortSignal;
}

/** How much of a reply that is no Status is worth quoting. */
const EXCERPT = 200;

/** The server's certificate is not good enough for us: OpenSSL's names, as Node gives them. */
const UNTRUSTED =
  /^(CERT_.*|UNABLE_TO_.*|SELF_SIGNED_.*|DEPTH_ZERO_.*|ERR_TLS_.*)$/;

/** Failures of a connection that was never made: the request cannot have been applied. */
const NEVER_SENT =
  /^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_CLOSED|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

const isWrite = (asked: Asked) => asked.method !== 'GET';

/** Whether a connection failed because the server could not prove who it is: with newer authorities it may. */
export function isUntrusted(error: unknown): boolean {
  return UNTRUSTED.test(describeError(error).code);
}

/** The error that a reply with an error status is. Reads its body to the end, so that the connection can be used again. */
export async function errorFromReply(
  reply: Dispatcher.ResponseData,
  asked: Asked,
): Promise<KubeError> {
  const text = await reply.body.text().catch(() => '');
  const fields = {
    status: reply.statusCode,
    // The server's 5xx may come from a time-out behind it, after the write reached the store.
    ambiguous: isWrite(asked) && reply.statusCode >= 500,
    retryAfterMs: retryAfterMs(reply.headers),
  };
  const status = parseStatus(text);
  return status
    ? errorFromStatus(status, asked, fields)
    : new KubeError(
        `${asked.method} ${asked.path}: ${reply.statusCode} ${text.slice(0, EXCERPT)}`.trim(),
        { code: 'KUBE_STATUS', ...fields },
      );
}

/** The error that a Status is: the body of a reply, or what a watch sends before it ends. */
export function errorFromStatus(
  status: Status,
  asked: Asked,
  fields: { status?: number; ambiguous?: boolean; retryAfterMs?: number } = {},
): KubeError {
  return new KubeError(
    `${asked.method} ${asked.path}: ${status.message ?? status.reason ?? status.code}`,
    {
      code: 'KUBE_STATUS',
      reason: status.reason,
      details: status.details,
      ...fields,
      status: fields.status ?? status.code ?? 500,
      retryAfterMs:
        fields.retryAfterMs ?? pauseMs(status.details?.retryAfterSeconds),
    },
  );
}

/**
 * What to throw for an error of a call: as it is if it says enough (ours already, or the caller's own abort), else
 * a KubeError that says what was asked and whether it may have been done.
 *
 * @param status - the HTTP status if a reply had come before the error.
 */
export function describeFailure(
  error: unknown,
  asked: Asked,
  origin: string,
  status: number,
): unknown {
  if (
    error instanceof KubeError ||
    error instanceof ConnectionError ||
    asked.signal?.aborted
  ) {
    return error;
  }
  const { code, message } = describeError(error);
  const what = `${asked.method} ${asked.path}`;
  if (error instanceof SyntaxError) {
    return new KubeError(`${what}: the reply is not JSON: ${message}`, {
      code: 'KUBE_BAD_REPLY',
      ambiguous: isWrite(asked),
      cause: error,
    });
  }
  return new KubeError(`${what}: ${origin}: ${message}`, {
    code: TIMEOUTS.has(code) ? 'KUBE_TIMEOUT' : 'KUBE_UNREACHABLE',
    ambiguous:
      isWrite(asked) &&
      (status > 0 || !(NEVER_SENT.test(code) || UNTRUSTED.test(code))),
    cause: error,
  });
}

function parseStatus(text: string): Status | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isStatus(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
