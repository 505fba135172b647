import { Fault } from './FaultProxyRule';

const statusOf = (code: number, reason: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  code,
  reason,
  message: `${reason}, says the proxy`,
});

/**
 * The API server refuses, in its own words.
 *
 * @param reason - as the API server spells it, such as `TooManyRequests`
 */
export function refusal(
  status: number,
  reason: string,
  headers?: Record<string, string>,
): Fault & { body: unknown } {
  return { status, headers, body: statusOf(status, reason) };
}

/** A watch begins, says that something is wrong, and ends. */
export function errorEvent(
  code: number,
  reason: string,
): Fault & { body: string } {
  const event = { type: 'ERROR', object: statusOf(code, reason) };
  return { status: 200, body: `${JSON.stringify(event)}\n` };
}
