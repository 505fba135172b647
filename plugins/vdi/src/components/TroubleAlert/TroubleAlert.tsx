import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { vdiTranslationRef } from '../../translation';
import { wordsForTrouble } from './wordsForTrouble';

/** Stands where something cannot be shown: what, why, and the way to try again. */
export function TroubleAlert({
  title,
  error,
  isFetching,
  onRetry,
}: {
  title: string;
  error: Error;
  isFetching: boolean;
  onRetry(): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={wordsForTrouble(error, t)}
      customActions={
        <Button variant="secondary" isPending={isFetching} onPress={onRetry}>
          {t('error.retry')}
        </Button>
      }
    />
  );
}
