import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useMutation } from '@tanstack/react-query';
import {
  formatBytes,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { useSessions } from '../../sessions/SessionsProvider';
import { vdiTranslationRef, type Translate } from '../../translation';
import { theme } from '../theme';
import { wordsForRefusal } from '../TroubleAlert';
import styles from './DeleteDesktop.module.css';

/** Asks before a desktop is deleted, and says what goes and what stays. */
export function DeleteDesktop({
  session,
  onClose,
}: {
  session: SessionView;
  onClose(): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const { remove } = useSessions();
  const deletion = useMutation({
    mutationFn: () => remove(session),
    onSuccess: onClose,
  });
  const filesGo = session.homeSize !== undefined && !session.homeKept;

  return (
    <Dialog
      className={theme.vdi}
      isOpen
      // What is under way cannot be called back by closing the dialog.
      onOpenChange={isOpen => !isOpen && !deletion.isPending && onClose()}
      width={480}
    >
      <DialogHeader>{t('delete.title', { title: session.title })}</DialogHeader>
      <DialogBody>
        <div className={styles.text}>
          <p>
            {session.phase === 'Stopped' || session.phase === 'Failed'
              ? t('delete.goesStopped')
              : t('delete.goes')}
          </p>
          <p>{fateOfHome(session, t)}</p>
          {deletion.error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('delete.failed')}
              description={wordsForRefusal(deletion.error, t)}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          slot="close"
          isDisabled={deletion.isPending}
        >
          {t('delete.cancel')}
        </Button>
        <Button
          className={styles.confirm}
          variant="primary"
          destructive
          isPending={deletion.isPending}
          onPress={() => deletion.mutate()}
        >
          {filesGo ? t('delete.confirmHome') : t('delete.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function fateOfHome({ homeSize, homeKept }: SessionView, t: Translate) {
  if (homeSize === undefined) return t('delete.homeNone');
  const size = formatBytes(homeSize);
  return homeKept
    ? t('delete.homeStays', { size })
    : t('delete.homeGoes', { size });
}
