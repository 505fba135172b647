import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiAlertLine } from '@remixicon/react';
import { formatMoment, formatShortMoment } from '../../sessions/formatMoment';
import { vdiTranslationRef } from '../../translation';
import { wordsForTrouble } from '../TroubleAlert';
import styles from './StaleNotice.module.css';

/** Says that what is shown may be out of date, since when and why. Takes a line that is there anyway: no row moves. */
export function StaleNotice({
  error,
  updatedAt,
  isFetching,
  onRetry,
}: {
  error: Error;
  /** ms since the epoch. */
  updatedAt: number;
  isFetching: boolean;
  onRetry(): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  return (
    <div className={styles.notice} role="status">
      <RiAlertLine aria-hidden="true" />
      <span title={formatMoment(updatedAt)}>
        {wordsForTrouble(error, t)}{' '}
        {t('error.stale', { time: formatShortMoment(updatedAt, Date.now()) })}
      </span>
      <Button variant="secondary" isPending={isFetching} onPress={onRetry}>
        {t('error.retry')}
      </Button>
    </div>
  );
}
