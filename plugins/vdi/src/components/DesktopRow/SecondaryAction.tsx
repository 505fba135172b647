import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { vdiTranslationRef } from '../../translation';
import styles from './DesktopRow.module.css';

/** Cleaning up, where that is likely what is wanted: a desktop that has ended. Else it is in the menu. */
export function SecondaryAction({
  session: { phase, title },
  onDelete,
}: {
  session: SessionView;
  onDelete(): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  if (phase !== 'Stopped' && phase !== 'Failed') return null;
  return (
    <Button
      className={styles.secondary}
      variant="tertiary"
      onPress={onDelete}
      aria-label={t('action.label', { action: t('action.delete'), title })}
    >
      {t('action.delete')}
    </Button>
  );
}
