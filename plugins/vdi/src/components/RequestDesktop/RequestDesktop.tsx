import {
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { requestDesktopRouteRef } from '../../routes';
import type { Offer } from '../../sessions/offersOf';
import { useSessions } from '../../sessions/SessionsProvider';
import { useTemplates } from '../../sessions/useTemplates';
import { vdiTranslationRef } from '../../translation';
import { NoTemplates } from '../NoTemplates';
import { TroubleAlert } from '../TroubleAlert';
import { RequestPanel } from './RequestPanel';
import { TemplateGallery } from './TemplateGallery';
import styles from './RequestDesktop.module.css';

/** Where a desktop is requested: a gallery of templates and a panel for the chosen one. One click is enough. */
export function RequestDesktop() {
  const { t } = useTranslationRef(vdiTranslationRef);
  const requestRoute = useRouteRef(requestDesktopRouteRef);
  return (
    <BreadcrumbEntry
      entry={{ label: t('request.title'), href: requestRoute?.() ?? '' }}
    >
      <h2 className={styles.title}>{t('request.title')}</h2>
      <Choice />
    </BreadcrumbEntry>
  );
}

function Choice() {
  const { t } = useTranslationRef(vdiTranslationRef);
  const { templates, error, isFetching, refetch } = useTemplates();
  const { sessions, error: listError } = useSessions();
  const [params, setParams] = useSearchParams();

  // The list says which template is usual; waiting for it keeps the choice from changing under the pointer.
  if (!templates || !(sessions || listError)) {
    return error && !templates ? (
      <TroubleAlert
        title={t('error.templatesTitle')}
        error={error}
        isFetching={isFetching}
        onRetry={refetch}
      />
    ) : (
      <>
        <VisuallyHidden role="status">{t('request.loading')}</VisuallyHidden>
        <Skeleton height={300} />
      </>
    );
  }
  if (templates.length === 0) return <NoTemplates />;

  const wanted = params.get('template');
  const last = sessions?.[0];
  const chosen =
    templates.find(({ key }) => key === wanted) ??
    templates.find(
      ({ cluster, name }) =>
        name === wanted && cluster === params.get('cluster'),
    ) ??
    templates.find(({ name }) => name === wanted) ??
    templates.find(
      ({ cluster, name }) =>
        cluster === last?.cluster && name === last.template.name,
    ) ??
    templates[0];
  const isChosen = wanted === chosen.key || wanted === chosen.name;
  const choose = ({ key }: Offer) =>
    setParams({ template: key }, { replace: true });
  return (
    <div className={styles.columns}>
      <TemplateGallery
        templates={templates}
        chosen={chosen}
        onChoose={choose}
      />
      <RequestPanel
        template={chosen}
        replacement={templates.find(
          ({ cluster, name }) =>
            cluster === chosen.cluster &&
            name === chosen.deprecated?.replacement,
        )}
        isGone={isChosen ? undefined : (wanted ?? undefined)}
        onChoose={choose}
      />
    </div>
  );
}
