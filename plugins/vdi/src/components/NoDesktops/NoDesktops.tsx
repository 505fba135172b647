import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Skeleton } from '@backstage/ui';
import { Link } from 'react-router-dom';
import { requestDesktopRouteRef } from '../../routes';
import { useTemplates } from '../../sessions/useTemplates';
import { vdiTranslationRef } from '../../translation';
import { NoTemplates } from '../NoTemplates';
import { TemplateFacts } from '../TemplateFacts';
import { TemplatePicture } from '../TemplatePicture';
import { TroubleAlert } from '../TroubleAlert';
import styles from './NoDesktops.module.css';

/** Invites somebody without desktops to request the first. */
export function NoDesktops({
  isSure,
}: {
  /** Whether somebody would know of the person's desktops. */
  isSure: boolean;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const requestRoute = useRouteRef(requestDesktopRouteRef);
  const { templates, error, isFetching, refetch } = useTemplates();

  if (error && !templates) {
    return (
      <TroubleAlert
        title={t('error.templatesTitle')}
        error={error}
        isFetching={isFetching}
        onRetry={refetch}
      />
    );
  }
  if (templates?.length === 0) return <NoTemplates />;
  const current = templates?.filter(({ deprecated }) => !deprecated);
  const offered = current?.length ? current : templates;
  return (
    <Box bg="neutral" className={styles.invitation}>
      <h3 className={styles.title}>
        {t(isSure ? 'empty.title' : 'empty.titleUnsure')}
      </h3>
      <p className={styles.text}>{t('empty.text')}</p>
      <ul className={styles.templates} aria-busy={!offered}>
        {offered?.map(template => (
          <li key={template.key}>
            <Link
              className={styles.template}
              to={`${requestRoute?.()}?template=${encodeURIComponent(template.key)}`}
            >
              <TemplatePicture
                className={styles.picture}
                name={template.name}
                icon={template.icon}
              />
              <TemplateFacts template={template} />
            </Link>
          </li>
        )) ?? (
          <li>
            <Skeleton height={110} />
          </li>
        )}
      </ul>
    </Box>
  );
}
