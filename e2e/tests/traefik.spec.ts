import { expect, test } from '@playwright/test';
import { shareOfColour } from '../src/pixels';
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
  await expect(page.locator('canvas')).toBeVisible();
  await expect(notice).toBeHidden();
  const document = await page.evaluateHandle(() => window.document);

  // A shell adds the two, so the colour is a result, not an echo.
  const paint = async (sum: string, colour: [number, number, number]) => {
    await page.locator('canvas').click();
    await page.keyboard.type(`printf "\\033[48;5;$((${sum}))m\\033[2J"\n`);
    await expect
      .poll(async () => shareOfColour(await page.screenshot(), colour))
      .toBeGreaterThan(0.1);
  };
  await paint('101+100', [255, 0, 255]);
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
  const magenta = shareOfColour(await page.screenshot(), [255, 0, 255]);
  expect(magenta).toBeGreaterThan(0.1);
  await paint('23*2', [0, 255, 0]);
});
