import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button } from '@backstage/ui';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { filterSessions, type SessionFilter } from '../../sessions/filter';
import { vdiTranslationRef } from '../../translation';
import { DesktopFilters } from '../DesktopFilters';
import { DesktopList } from '../DesktopList';
import styles from './DesktopsPage.module.css';

/** The rows, with what narrows them. */
export function FilteredDesktops({
  sessions,
  filter,
  onFilter,
}: {
  sessions: SessionView[];
  filter: SessionFilter;
  onFilter(filter: SessionFilter): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const shown = filterSessions(sessions, filter);

  return (
    <>
      <DesktopFilters
        sessions={sessions}
        shown={shown.length}
        filter={filter}
        onChange={onFilter}
      />
      {shown.length > 0 ? (
        <DesktopList sessions={shown} />
      ) : (
        <Box bg="neutral" className={styles.noMatch}>
          <p>{t('list.noMatch')}</p>
          <Button variant="secondary" onPress={() => onFilter({})}>
            {t('list.showAll')}
          </Button>
        </Box>
      )}
      <p className={styles.foot}>{t('page.foot')}</p>
    </>
  );
}
