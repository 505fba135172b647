import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiTimeLine } from '@remixicon/react';
import {
  formatBytes,
  formatDuration,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import {
  clockOf,
  untilNextChange,
  type Clock as ClockValue,
} from '../../sessions/clock';
import { formatMoment, formatShortMoment } from '../../sessions/formatMoment';
import { useNow } from '../../sessions/useNow';
import { vdiTranslationRef, type Translate } from '../../translation';
import styles from './Clock.module.css';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The one clock of a desktop: a number, what it means, and a bar that shows the same number. */
export function Clock({ session }: { session: SessionView }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const now = useNow(at => untilNextChange(clockOf(session, at)));
  const clock = clockOf(session, now);
  if (!clock) return <div className={styles.clock} />;
  const moment = formatMoment(clock.moment);
  return (
    <div
      className={styles.clock}
      title={
        clock.kind === 'left'
          ? t('clock.stops', { moment })
          : t('clock.since', { moment })
      }
    >
      <span className={`${styles.number} ${clock.soon ? styles.soon : ''}`}>
        {clock.soon && (
          <>
            <RiTimeLine aria-hidden="true" />
            <VisuallyHidden>{t('clock.soon')}</VisuallyHidden>
          </>
        )}
        {numberOf(clock, now, t)}
      </span>
      <span className={styles.caption}>
        {captionOf(clock, session, now, t)}
      </span>
      {clock.totalMs && <Bar ms={clock.ms} totalMs={clock.totalMs} t={t} />}
    </div>
  );
}

function Bar({
  ms,
  totalMs,
  t,
}: {
  ms: number;
  totalMs: number;
  t: Translate;
}) {
  const percent = Math.round((100 * ms) / totalMs);
  return (
    <span
      className={styles.bar}
      role="img"
      aria-label={t('clock.leftShare', {
        percent: String(percent),
        total: formatDuration(totalMs),
      })}
    >
      <span className={styles.share} style={{ width: `${percent}%` }} />
    </span>
  );
}

function numberOf({ kind, ms, moment }: ClockValue, now: number, t: Translate) {
  if (kind !== 'ended') return formatDuration(ms);
  if (ms >= DAY_MS) return formatShortMoment(moment, now);
  // "22 h ago": nobody asks for the minutes of yesterday.
  const rounded = ms >= HOUR_MS ? ms - (ms % HOUR_MS) : ms;
  return t('clock.ago', { duration: formatDuration(rounded) });
}

function captionOf(
  { kind, totalMs, moment }: ClockValue,
  { homeSize, homeKept }: SessionView,
  now: number,
  t: Translate,
) {
  switch (kind) {
    case 'left':
      return totalMs
        ? t('clock.leftOf', { total: formatDuration(totalMs) })
        : t('clock.left');
    case 'ended':
      return homeSize && homeKept
        ? t('clock.homeKept', { size: formatBytes(homeSize) })
        : formatShortMoment(moment, now);
    default:
      return kind === 'up' ? t('clock.up') : t('clock.requested');
  }
}
