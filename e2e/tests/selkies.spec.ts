import { expect, test, type Page } from '@playwright/test';
import { shareOfColour } from '../src/pixels';
import { readPage } from '../src/readPage';
import { kubectl } from '../src/testCluster';

const NAMESPACE = 'selkies-test';

const inNamespace = (...args: string[]) =>
  kubectl(['--namespace', NAMESPACE, ...args]);

/** Keeps an ear at whatever the page plays: `loudness()` is the peak of this moment. */
function listen() {
  const ears: AnalyserNode[] = [];
  const connect = AudioNode.prototype.connect as (
    this: AudioNode,
    to: AudioNode,
    ...rest: number[]
  ) => AudioNode;
  AudioNode.prototype.connect = function connectAndListen(
    this: AudioNode,
    to: AudioNode,
    ...rest: number[]
  ) {
    if (to instanceof AudioDestinationNode) {
      const ear = this.context.createAnalyser();
      connect.call(this, ear);
      ears.push(ear);
    }
    return connect.call(this, to, ...rest);
  } as typeof AudioNode.prototype.connect;
  Object.assign(window, {
    loudness: () =>
      Math.max(
        0,
        ...ears.flatMap(ear => {
          const samples = new Float32Array(ear.fftSize);
          ear.getFloatTimeDomainData(samples);
          return [...samples].map(Math.abs);
        }),
      ),
  });
}

const loudness = (page: Page) =>
  page.evaluate(() => (window as unknown as { loudness(): number }).loudness());

/** Makes the session that the test is about, and gives its address once it answers. */
async function startDesktop(): Promise<string> {
  await kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({
      apiVersion: 'vdi.kasm.io/v1alpha1',
      kind: 'VDISession',
      metadata: { name: 'media', namespace: NAMESPACE },
      spec: {
        user: 'alice@example.com',
        template: 'desktop-selkies',
        idleTimeout: '20s',
        resources: { cpu: '500m', memory: '1Gi' },
        persistence: { size: '1Gi', retain: false },
      },
    }),
  );
  await inNamespace(
    'wait',
    'vdi/media',
    '--for=jsonpath={.status.phase}=Running',
    '--timeout=60s',
  );
  const url = await inNamespace(
    'get',
    'vdi/media',
    '-o',
    'jsonpath={.status.url}',
  );
  await expect
    .poll(async () => (await readPage(url)).status, { timeout: 5_000 })
    .toBe(200);
  return url;
}

test.beforeAll(() => kubectl(['create', 'namespace', NAMESPACE]));
test.afterAll(() => kubectl(['delete', 'namespace', NAMESPACE]));

test('a Selkies desktop is seen, typed into, heard, copied from and to, and stops when nobody is there', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.addInitScript(listen);
  await page.goto(await startDesktop());

  const share = async (colour: [number, number, number]) =>
    shareOfColour(await page.screenshot(), colour);
  // The terminal's background.
  await expect.poll(() => share([22, 28, 40])).toBeGreaterThan(0.2);

  await page.mouse.click(720, 450);
  // The shell adds 101 and 100, so the colour is a result, not an echo: 201 is magenta.
  await page.keyboard.type(`printf "\\033[48;5;$((101+100))m\\033[2J"\n`);
  await expect.poll(() => share([255, 0, 255])).toBeGreaterThan(0.1);

  expect(await loudness(page)).toBe(0);
  await page.keyboard.type('timeout 20 pacat < /dev/urandom\n');
  await expect.poll(() => loudness(page)).toBeGreaterThan(0.1);
  await page.keyboard.press('Control+c');

  // 46 is green: what was copied here is a command there.
  await page.evaluate(() =>
    navigator.clipboard.writeText(`printf "\\033[48;5;$((23*2))m\\033[2J"`),
  );
  await page.mouse.click(720, 450);
  await page.keyboard.press('Control+Shift+V');
  // The terminal asks for what it pastes, and keys may overtake the answer.
  await expect(async () => {
    await page.keyboard.press('Enter');
    expect(await share([0, 255, 0])).toBeGreaterThan(0.1);
  }).toPass();

  await page.keyboard.type('yes desktop | head -40\n');
  await expect(async () => {
    await page.mouse.dblclick(215, 450);
    await page.keyboard.press('Control+Shift+C');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe('desktop');
  }).toPass();

  await page.close();
  await inNamespace(
    'wait',
    'vdi/media',
    '--for=jsonpath={.status.stopReason}=Idle',
    '--timeout=90s',
  );
  await inNamespace('delete', 'vdi', 'media');
});
