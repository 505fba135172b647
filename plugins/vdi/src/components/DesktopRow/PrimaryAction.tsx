import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { openDesktopRouteRef, requestDesktopRouteRef } from '../../routes';
import { nextStep } from '../../sessions/nextStep';
import { vdiTranslationRef } from '../../translation';
import styles from './DesktopRow.module.css';

const OUTLINED = `${styles.primary} ${styles.outlined}`;

/** The next step with a desktop. Only the one that brings the person to work at once has the accent colour. */
export function PrimaryAction({
  session,
  onDetails,
}: {
  session: SessionView;
  onDetails(): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const openRoute = useRouteRef(openDesktopRouteRef);
  const requestRoute = useRouteRef(requestDesktopRouteRef);
  const { title, url, cluster, namespace, name, template } = session;

  switch (nextStep(session)) {
    case 'open':
      return (
        <ButtonLink
          className={styles.primary}
          variant="primary"
          href={url}
          target="_blank"
          rel="noopener"
          iconEnd={<RiExternalLinkLine aria-hidden="true" />}
          aria-label={t('action.labelNewTab', {
            action: t('action.open'),
            title,
          })}
        >
          {t('action.open')}
        </ButtonLink>
      );
    case 'openWhenReady':
      return (
        // A tab that waits and then becomes the desktop: opened by the press itself, so no browser takes it for a pop-up.
        <ButtonLink
          className={OUTLINED}
          variant="secondary"
          href={openRoute?.({ cluster, namespace, name })}
          target="_blank"
          aria-label={t('action.labelNewTab', {
            action: t('action.openWhenReady'),
            title,
          })}
        >
          {t('action.openWhenReady')}
        </ButtonLink>
      );
    case 'requestAnother':
      return (
        <ButtonLink
          className={OUTLINED}
          variant="secondary"
          href={`${requestRoute?.()}?${new URLSearchParams({ template: template.name, cluster })}`}
        >
          {t('action.requestAnother')}
        </ButtonLink>
      );
    case 'details':
      return (
        <Button
          className={OUTLINED}
          variant="secondary"
          onPress={onDetails}
          aria-label={t('action.label', {
            action: t('action.details'),
            title,
          })}
        >
          {t('action.details')}
        </Button>
      );
    default:
      return <span />;
  }
}
