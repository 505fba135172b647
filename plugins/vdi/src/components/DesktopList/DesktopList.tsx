import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import { useEffect, useRef, type RefObject } from 'react';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { useSessions } from '../../sessions/SessionsProvider';
import { vdiTranslationRef } from '../../translation';
import { DesktopRow } from '../DesktopRow';
import styles from './DesktopList.module.css';

/** Desktops as rows on one card. */
export function DesktopList({
  sessions,
  focusWhenGone,
}: {
  sessions: SessionView[];
  /** Where the focus goes when the row that holds it is gone. */
  focusWhenGone: RefObject<HTMLElement>;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const { requestedUid, forgetRequested } = useSessions();
  const focusedUid = useRef<string>();

  useEffect(() => {
    const isGone =
      focusedUid.current &&
      !sessions.some(({ uid }) => uid === focusedUid.current);
    if (!isGone) return;
    focusedUid.current = undefined;
    if (document.activeElement === document.body) {
      focusWhenGone.current?.focus();
    }
  }, [sessions, focusWhenGone]);

  return (
    <Box
      as="ul"
      bg="neutral"
      className={styles.list}
      aria-label={t('page.mine')}
      onFocus={({ target }) => {
        focusedUid.current =
          target.closest<HTMLElement>('[data-uid]')?.dataset.uid;
      }}
    >
      {sessions.map(session => (
        <DesktopRow
          key={session.uid}
          session={session}
          takesFocus={session.uid === requestedUid}
          onFocusTaken={forgetRequested}
        />
      ))}
    </Box>
  );
}
