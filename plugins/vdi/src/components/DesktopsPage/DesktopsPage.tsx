import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRef, useState } from 'react';
import type { SessionFilter } from '../../sessions/filter';
import { useSessions } from '../../sessions/SessionsProvider';
import { vdiTranslationRef } from '../../translation';
import { DesktopListSkeleton } from '../DesktopList';
import { NoDesktops } from '../NoDesktops';
import { ClusterNotice, StaleNotice } from '../StaleNotice';
import { TroubleAlert } from '../TroubleAlert';
import { UseSummary } from '../UseSummary';
import { FilteredDesktops } from './FilteredDesktops';
import { useFocusWhenGone } from './useFocusWhenGone';
import styles from './DesktopsPage.module.css';

/** My desktops. */
export function DesktopsPage() {
  const { t } = useTranslationRef(vdiTranslationRef);
  const { sessions, troubled, error, updatedAt, isFetching, refetch } =
    useSessions();
  const title = useRef<HTMLHeadingElement>(null);
  const [filter, setFilter] = useState<SessionFilter>({});
  const keepsFocus = useFocusWhenGone(title);

  return (
    <div {...keepsFocus}>
      <div className={styles.top}>
        <h2 className={styles.title} ref={title} tabIndex={-1}>
          {t('page.mine')}
        </h2>
        {error && sessions && (
          <StaleNotice
            error={error}
            updatedAt={updatedAt}
            isFetching={isFetching}
            onRetry={refetch}
          />
        )}
        {!error && <ClusterNotice clusters={troubled} />}
      </div>
      {error && !sessions ? (
        <TroubleAlert
          title={t('error.title')}
          error={error}
          isFetching={isFetching}
          onRetry={refetch}
        />
      ) : (
        <Desktops filter={filter} onFilter={setFilter} />
      )}
    </div>
  );
}

function Desktops({
  filter,
  onFilter,
}: {
  filter: SessionFilter;
  onFilter(filter: SessionFilter): void;
}) {
  const { sessions, troubled } = useSessions();
  if (sessions?.length === 0) return <NoDesktops isSure={!troubled.length} />;
  return (
    <>
      <UseSummary sessions={sessions} />
      {sessions ? (
        <FilteredDesktops
          sessions={sessions}
          filter={filter}
          onFilter={onFilter}
        />
      ) : (
        <DesktopListSkeleton />
      )}
    </>
  );
}
