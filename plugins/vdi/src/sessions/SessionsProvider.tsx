import { useApi } from '@backstage/frontend-plugin-api';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  QueryClient,
  QueryClientProvider,
  useQuery,
} from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import {
  eachSession,
  SESSIONS_CHANNEL,
  type SessionRequest,
  type SessionsSignal,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { vdiApiRef } from '../api';
import { isRefusal } from './apiError';
import {
  applyLocalChanges,
  NO_CHANGES,
  settle,
  withCreated,
  withDeleted,
} from './localChanges';
import { pollInterval } from './polling';

/** The person's desktops, kept up to date while the page is visible. */
export interface Sessions {
  /** Newest first; absent until the first answer. */
  sessions?: SessionView[];
  /** When the last answer came: ms since the epoch. */
  updatedAt: number;
  /** Why the last call failed. `sessions` are then what was known before. */
  error?: Error;
  isFetching: boolean;
  /** UID of a desktop that was requested just now and whose row is yet to take the focus. */
  requestedUid?: string;
  forgetRequested(): void;
  refetch(): void;
  create(request: SessionRequest): Promise<SessionView>;
  remove(session: SessionView): Promise<void>;
}

const SessionsContext = createContext<Sessions | undefined>(undefined);

/** The desktops that the nearest {@link SessionsProvider} holds. */
export function useSessions(): Sessions {
  const sessions = useContext(SessionsContext);
  if (!sessions) throw new Error('useSessions needs a SessionsProvider');
  return sessions;
}

/** Keeps one list of desktops for every component below it, with one client that caches answers of the session API. */
export function SessionsProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            // The portal may be on this very machine: being offline says nothing about reaching it.
            networkMode: 'always',
            retry: (failures, error) => failures < 1 && !isRefusal(error),
            retryDelay: 1_000,
          },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <SessionsState>{children}</SessionsState>
    </QueryClientProvider>
  );
}

function SessionsState({ children }: { children: ReactNode }) {
  const api = useApi(vdiApiRef);
  const { lastSignal, isSignalsAvailable } =
    useSignal<SessionsSignal>(SESSIONS_CHANNEL);
  const [changes, setChanges] = useState(NO_CHANGES);
  const [requestedUid, setRequestedUid] = useState<string>();

  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => {
      const items: SessionView[] = [];
      for await (const session of eachSession(api, { owner: 'me' })) {
        items.push(session);
      }
      setChanges(known => settle(known, items, Date.now()));
      return items;
    },
    refetchInterval: ({ state }) =>
      pollInterval(
        applyLocalChanges(state.data ?? [], changes),
        isSignalsAvailable,
      ),
  });
  const { data, error, refetch } = query;

  useEffect(() => {
    if (lastSignal) refetch();
  }, [lastSignal, refetch]);

  const create = useCallback(
    async (request: SessionRequest) => {
      const session = await api.createSession(request);
      setChanges(known => withCreated(known, session, Date.now()));
      setRequestedUid(session.uid);
      refetch();
      return session;
    },
    [api, refetch],
  );

  const remove = useCallback(
    async (session: SessionView) => {
      await api.deleteSession(session);
      setChanges(known => withDeleted(known, session.uid));
      refetch();
    },
    [api, refetch],
  );

  const forgetRequested = useCallback(() => setRequestedUid(undefined), []);

  const sessions = useMemo(
    () => data && applyLocalChanges(data, changes),
    [data, changes],
  );
  const value = useMemo<Sessions>(
    () => ({
      sessions,
      updatedAt: query.dataUpdatedAt,
      error: error ?? undefined,
      isFetching: query.isFetching,
      requestedUid,
      forgetRequested,
      refetch,
      create,
      remove,
    }),
    [
      sessions,
      query.dataUpdatedAt,
      error,
      query.isFetching,
      requestedUid,
      forgetRequested,
      refetch,
      create,
      remove,
    ],
  );
  return (
    <SessionsContext.Provider value={value}>
      {children}
    </SessionsContext.Provider>
  );
}
