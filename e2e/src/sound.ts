import type { BrowserContext, Page } from '@playwright/test';

/** Runs in the page, before all else there: keeps an ear at whatever it plays. */
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

/** Has pages that are opened from now on be heard by {@link loudness}. */
export const listenToPages = (context: BrowserContext) =>
  context.addInitScript(listen);

/** The peak of what a page plays at this moment, from 0 to 1. */
export const loudness = (page: Page) =>
  page.evaluate(() => (window as unknown as { loudness(): number }).loudness());
