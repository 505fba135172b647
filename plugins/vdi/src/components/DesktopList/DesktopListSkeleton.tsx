import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Skeleton } from '@backstage/ui';
import { vdiTranslationRef } from '../../translation';
import styles from './DesktopListSkeleton.module.css';

/** Where filters and rows will be, at their height, so that nothing jumps when they come. */
export function DesktopListSkeleton() {
  const { t } = useTranslationRef(vdiTranslationRef);
  return (
    <>
      <div className={styles.filters}>
        <Skeleton width={280} height={32} aria-hidden="true" />
        <p role="status">{t('list.loading')}</p>
      </div>
      <Box bg="neutral" className={styles.list} aria-hidden="true">
        {[0, 1, 2].map(row => (
          <div key={row} className={styles.row}>
            <Skeleton width={88} height={55} />
            <div className={styles.lines}>
              <Skeleton width={110} height={14} />
              <Skeleton width={80} height={12} />
            </div>
            <div className={`${styles.lines} ${styles.wide}`}>
              <Skeleton width={90} height={14} />
              <Skeleton width="60%" height={12} />
            </div>
            <Skeleton className={styles.wide} width={116} height={14} />
            <Skeleton className={styles.wide} width={156} height={32} />
          </div>
        ))}
      </Box>
    </>
  );
}
