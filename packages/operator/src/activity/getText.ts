import http from 'node:http';
import https, { type RequestOptions } from 'node:https';
import type { Clock } from '@backstage-vdi/kube';

/** A desktop could not be asked, or gave no answer that is worth reading; the message says what it did. */
export class ProbeError extends Error {
  readonly name = 'ProbeError';
  readonly code = 'VDI_PROBE';
}

/** From the first packet to the last byte. A desktop that takes longer is too busy to be idle, or hostile. */
const TIMEOUT_MS = 2_000;

/** A page of Prometheus metrics is a tenth of that. */
const MAX_BYTES = 64 * 1024;

/**
 * GETs a page of a server that is not trusted. Follows no redirect, keeps no cookie, unpacks nothing, and looks no name up where the
 * host is an IP address.
 *
 * @throws ProbeError unless the answer is 200, in time and not too long; Node's own error when there is no connection.
 */
export function getText(
  options: RequestOptions,
  { clock, signal }: { clock: Clock; signal?: AbortSignal },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const { request: send } = options.protocol === 'https:' ? https : http;
    const request = send({
      ...options,
      method: 'GET',
      headers: { 'user-agent': 'vdi-operator', ...options.headers },
      signal,
    });
    let outcome: string | Error = new ProbeError('broke off');
    const onError = (error: Error) => {
      outcome = error;
    };
    const refuse = (what: string) => request.destroy(new ProbeError(what));
    const cancel = clock.after(TIMEOUT_MS, () =>
      refuse(`did not answer within ${TIMEOUT_MS / 1_000} s`),
    );
    // Nothing that is asked for here has a reason for them, and they have no end.
    request.on('information', () => refuse('answered 1xx'));
    request.on('response', response => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MAX_BYTES) refuse(`answered more than ${MAX_BYTES} bytes`);
      });
      response.on('error', onError);
      response.on('end', () => {
        outcome =
          response.statusCode === 200
            ? Buffer.concat(chunks).toString()
            : new ProbeError(`answered ${response.statusCode}`);
      });
    });
    request.on('error', onError);
    // Last of all, whatever happened.
    request.on('close', () => {
      cancel();
      if (typeof outcome === 'string') resolve(outcome);
      else reject(outcome);
    });
    request.end();
  });
}
