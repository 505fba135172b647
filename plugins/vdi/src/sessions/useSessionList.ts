import { useApi } from '@backstage/frontend-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import { focusManager, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import {
  SESSIONS_CHANNEL,
  type SessionList,
  type SessionsSignal,
  type SessionView,
  type VdiApi,
} from '@backstage-vdi/plugin-vdi-common';
import { vdiApiRef } from '../api';
import { type KnownDesktops, withAnswer } from './knownDesktops';
import { pollInterval } from './polling';

const QUERY_KEY = ['sessions'];

/** As many as the session API gives at once. */
const PAGE_SIZE = 200;

/**
 * Asks for the person's desktops again and again while the page is seen. Needs a QueryClientProvider.
 *
 * @param asSeen - the desktops as the person sees them, who may know more than the list: they decide how soon it is asked again
 */
export function useSessionList(
  asSeen: (listed: SessionView[]) => SessionView[],
) {
  const api = useApi(vdiApiRef);
  const { lastSignal, isSignalsAvailable } =
    useSignal<SessionsSignal>(SESSIONS_CHANNEL);
  const [isDue, setDue] = useState(false);
  const query = useQuery({
    queryKey: QUERY_KEY,
    queryFn: async ({ client }) =>
      withAnswer(client.getQueryData(QUERY_KEY), await listAll(api)),
    refetchInterval: ({ state: { data, error } }) =>
      pollInterval({
        sessions: asSeen(data?.sessions ?? []),
        signalsAvailable: isSignalsAvailable,
        failed: error !== null,
      }),
  });
  const { data, dataUpdatedAt, error, isFetching, refetch } = query;

  useEffect(() => {
    // A page that nobody sees asks when it is seen again.
    if (lastSignal && focusManager.isFocused()) setDue(true);
  }, [lastSignal]);

  useEffect(() => {
    // An answer that is on its way may be of before the change, so there is another question after it. It is waited for: signals can come
    // faster than answers, and would let none arrive.
    if (!isDue || isFetching) return;
    setDue(false);
    refetch();
  }, [isDue, isFetching, refetch]);

  return {
    data,
    dataUpdatedAt,
    error,
    isFetching,
    refetch,
    /** Asks as soon as the answer that is on its way has come. */
    ask: useCallback(() => setDue(true), []),
  };
}

async function listAll(api: VdiApi): Promise<KnownDesktops> {
  const sessions: SessionView[] = [];
  let page: SessionList | undefined;
  do {
    page = await api.listSessions({
      owner: 'me',
      limit: PAGE_SIZE,
      cursor: page?.nextCursor,
    });
    sessions.push(...page.items);
  } while (page.nextCursor);
  return { sessions, clusters: page.clusters };
}
