import { expect, test } from '@playwright/test';
import { GREEN, MAGENTA, paint, seeAndType, share } from '../src/terminal';
import { kubectl, testCluster } from '../src/testCluster';

const NAMESPACE = 'traefik-test';

test.beforeAll(() => kubectl(['create', 'namespace', NAMESPACE]));
test.afterAll(() => kubectl(['delete', 'namespace', NAMESPACE]));

test('an open desktop comes back by itself when Traefik does', async ({
  page,
}) => {
  const cluster = await testCluster();
  const inNamespace = (...args: string[]) =>
    cluster.kubectl(['--namespace', NAMESPACE, ...args]);
  const status = (field: string) =>
    inNamespace('get', 'vdi/open', '-o', `jsonpath={.status.${field}}`);
  await cluster.apply(`
apiVersion: vdi.kasm.io/v1alpha1
kind: VDISession
metadata: { name: open, namespace: ${NAMESPACE} }
spec:
  user: alice@example.com
  template: desktop-cpu
  resources: { cpu: 100m, memory: 512Mi }
  persistence: { size: 1Gi, retain: false }
`);
  const running = '--for=jsonpath={.status.phase}=Running';
  await inNamespace('wait', 'vdi/open', running, '--timeout=60s');
  await page.goto(await status('url'));
  const notice = page.getByRole('status');
  await seeAndType(page);
  const document = await page.evaluateHandle(() => window.document);
  const pod = await status('podUID');

  await cluster.kill('traefik');
  try {
    await expect(notice).toHaveText('Reconnecting…');
    expect(await status('phase')).toBe('Running');
  } finally {
    await cluster.restart('traefik');
  }
  await expect(notice).toBeHidden();
  // The same page to the same desktop, as it was left.
  expect(await document.evaluate(it => it === window.document)).toBe(true);
  expect(await status('podUID')).toBe(pod);
  await expect.poll(() => share(page, MAGENTA)).toBeGreaterThan(0.1);
  // 46 is green.
  await paint(page, '23*2', GREEN);
});
