import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { useSessions } from '../../sessions/SessionsProvider';
import { vdiTranslationRef } from '../../translation';
import { DesktopRow } from '../DesktopRow';
import styles from './DesktopList.module.css';

/** Desktops as rows on one card. */
export function DesktopList({ sessions }: { sessions: SessionView[] }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const { requestedUid, forgetRequested } = useSessions();
  return (
    <Box
      as="ul"
      bg="neutral"
      className={styles.list}
      aria-label={t('page.mine')}
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
