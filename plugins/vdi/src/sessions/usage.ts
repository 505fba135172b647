import {
  parseQuantity,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';

/** What a person's desktops use now. */
export interface Usage {
  desktops: number;
  gpus: number;
  /** Bytes of home volumes, those of stopped desktops too. */
  homeBytes: number;
}

const OFF = new Set(['Stopped', 'Failed', 'Terminating']);

/** Sums up what the desktops use: those that run or are on their way, and every home volume. */
export function sumUsage(sessions: SessionView[]): Usage {
  const on = sessions.filter(({ phase }) => !OFF.has(phase));
  return {
    desktops: on.length,
    gpus: on.reduce((sum, { resources }) => sum + (resources.gpu ?? 0), 0),
    homeBytes: sessions.reduce(
      (sum, { homeSize }) => sum + (parseQuantity(homeSize ?? 0) ?? 0),
      0,
    ),
  };
}
