import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, VisuallyHidden } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useParams } from 'react-router-dom';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { vdiApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { troubleOf } from '../../sessions/apiError';
import { nextStep } from '../../sessions/nextStep';
import { vdiTranslationRef } from '../../translation';
import { StaleNotice } from '../StaleNotice';
import { TroubleAlert } from '../TroubleAlert';
import { WaitingCard } from './WaitingCard';

/** A person sits and waits: as often as the list is fetched while something starts. */
const POLL_MS = 2_000;

/** Nothing is expected to happen within seconds. */
const REST_MS = 10_000;

const becomePage = (url: string) => window.location.replace(url);

/** Waits for one desktop and turns this tab into it, so that "Open when ready" needs no pop-up. */
export function OpenDesktop({ become = becomePage }) {
  const { cluster = '', namespace = '', name = '' } = useParams();
  const { t } = useTranslationRef(vdiTranslationRef);
  const api = useApi(vdiApiRef);
  const root = useRouteRef(rootRouteRef);
  const {
    data: session,
    dataUpdatedAt,
    error,
    isFetching,
    refetch,
  } = useQuery({
    queryKey: ['session', cluster, namespace, name],
    queryFn: () => api.getSession({ cluster, namespace, name }),
    refetchInterval: ({ state }) => untilNextPoll(state),
    // The tab may well wait behind the one with the list.
    refetchIntervalInBackground: true,
  });
  const url = session && nextStep(session) === 'open' ? session.url : undefined;

  useEffect(() => {
    if (url) become(url);
  }, [url, become]);

  if (error && troubleOf(error) === 'gone') {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={t('opening.gone')}
        customActions={
          <ButtonLink variant="secondary" href={root?.()}>
            {t('opening.back')}
          </ButtonLink>
        }
      />
    );
  }
  if (error && !session) {
    return (
      <TroubleAlert
        title={t('error.title')}
        error={error}
        isFetching={isFetching}
        onRetry={refetch}
      />
    );
  }
  if (!session) {
    return (
      <VisuallyHidden role="status">{t('opening.loading')}</VisuallyHidden>
    );
  }
  return (
    <>
      {error && (
        <StaleNotice
          error={error}
          updatedAt={dataUpdatedAt}
          isFetching={isFetching}
          onRetry={refetch}
        />
      )}
      <WaitingCard session={session} />
    </>
  );
}

function untilNextPoll({
  data,
  error,
}: {
  data?: SessionView;
  error: Error | null;
}): number | false {
  if (error) return troubleOf(error) === 'gone' ? false : REST_MS;
  const waits = !data || (nextStep(data) === 'openWhenReady' && !data.stale);
  return waits ? POLL_MS : REST_MS;
}
