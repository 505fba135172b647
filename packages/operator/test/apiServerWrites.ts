import type { Transport } from '@backstage-vdi/kube';

/** What a session's life consists of, as `verb resource[/subresource]`. Nobody else in a test cluster does these. */
const COUNTED = [
  'POST vdisessions',
  'POST persistentvolumeclaims',
  'POST services',
  'POST ingressroutes',
  'POST pods',
  'PATCH vdisessions/status',
  'PATCH vdisessions',
];

/** How many writes the API server has taken since it started, by its own metrics. */
export async function apiServerWrites(
  transport: Transport,
): Promise<Record<string, number>> {
  const { body } = await transport.stream({
    method: 'GET',
    path: '/metrics',
    accept: 'text/plain',
  });
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  const counts = Object.fromEntries(COUNTED.map(name => [name, 0]));
  for (const line of Buffer.concat(parts).toString().split('\n')) {
    if (!line.startsWith('apiserver_request_total{')) continue;
    const label = (name: string) =>
      new RegExp(`[{,]${name}="([^"]*)"`).exec(line)?.[1] ?? '';
    const subresource = label('subresource');
    const verb = label('verb') === 'APPLY' ? 'PATCH' : label('verb');
    const name = `${verb} ${label('resource')}${subresource && `/${subresource}`}`;
    if (name in counts && /^2/.test(label('code'))) {
      counts[name] += Number(line.slice(line.lastIndexOf(' ')));
    }
  }
  return counts;
}
