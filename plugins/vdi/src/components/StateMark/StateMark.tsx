import {
  describeState,
  type SessionView,
  type Tone,
} from '@backstage-vdi/plugin-vdi-common';
import type { ReactNode } from 'react';
import styles from './StateMark.module.css';

const CARD = 'var(--bui-bg-neutral-1)';

/** One silhouette per tone, told apart without colour: disc, arc, hourglass, square, octagon. */
const SILHOUETTES: Record<Tone, ReactNode> = {
  positive: (
    <>
      <circle cx="12" cy="12" r="9.5" fill="currentColor" />
      <path d="M10 8.3v7.4l5.8-3.7z" fill={CARD} />
    </>
  ),
  progress: (
    <g fill="none" stroke="currentColor" strokeWidth="2.5">
      <circle cx="12" cy="12" r="8.5" strokeOpacity="0.3" />
      <path d="M12 3.5a8.5 8.5 0 0 1 8.5 8.5" strokeLinecap="round" />
    </g>
  ),
  waiting: (
    <path
      d="M6.5 3.5h11M6.5 20.5h11M8 3.5c0 5 8 5.5 8 8.5s-8 3.5-8 8.5M16 3.5c0 5-8 5.5-8 8.5s8 3.5 8 8.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    />
  ),
  neutral: (
    <rect
      x="5"
      y="5"
      width="14"
      height="14"
      rx="2"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
    />
  ),
  danger: (
    <>
      <path
        d="M8.1 2.5h7.8l5.6 5.6v7.8l-5.6 5.6H8.1l-5.6-5.6V8.1z"
        fill="currentColor"
      />
      <path d="M12 7v6.5M12 16.6v.3" stroke={CARD} strokeWidth="2.2" />
    </>
  ),
};

/** A desktop's state: silhouette, word and colour. */
export function StateMark({
  session: { phase, reason },
}: {
  session: Pick<SessionView, 'phase' | 'reason'>;
}) {
  const { word, tone } = describeState(phase, reason);
  return (
    <span className={`${styles.mark} ${styles[tone]}`} data-tone={tone}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        {SILHOUETTES[tone]}
      </svg>
      {word}
    </span>
  );
}
