import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button } from '@backstage/ui';
import { useState, type RefObject } from 'react';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { filterSessions, type SessionFilter } from '../../sessions/filter';
import { vdiTranslationRef } from '../../translation';
import { DesktopFilters } from '../DesktopFilters';
import { DesktopList } from '../DesktopList';
import styles from './DesktopsPage.module.css';

/** The rows, with what narrows them. */
export function FilteredDesktops({
  sessions,
  title,
}: {
  sessions: SessionView[];
  /** Takes the focus when the row that held it is gone. */
  title: RefObject<HTMLElement>;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const [filter, setFilter] = useState<SessionFilter>({});
  const shown = filterSessions(sessions, filter);

  return (
    <>
      <DesktopFilters
        sessions={sessions}
        shown={shown.length}
        filter={filter}
        onChange={setFilter}
      />
      {shown.length > 0 ? (
        <DesktopList sessions={shown} focusWhenGone={title} />
      ) : (
        <Box bg="neutral" className={styles.noMatch}>
          <p>{t('list.noMatch')}</p>
          <Button variant="secondary" onPress={() => setFilter({})}>
            {t('list.showAll')}
          </Button>
        </Box>
      )}
      <p className={styles.foot}>{t('page.foot')}</p>
    </>
  );
}
