import { useApi } from '@backstage/frontend-plugin-api';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import type {
  ClusterState,
  SessionRequest,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { vdiApiRef } from '../api';
import { isRefusal, troubleOf } from './apiError';
import { troubledOf } from './knownDesktops';
import {
  applyLocalChanges,
  NO_CHANGES,
  settle,
  withCreated,
  withDeleted,
} from './localChanges';
import { useSessionList } from './useSessionList';

/** The person's desktops, kept up to date while the page is visible. */
export interface Sessions {
  /** Newest first; absent until the first answer. */
  sessions?: SessionView[];
  /** Clusters whose desktops may be others than `sessions` says. */
  troubled: ClusterState[];
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
  const [changes, setChanges] = useState(NO_CHANGES);
  const [requestedUid, setRequestedUid] = useState<string>();
  const { data, dataUpdatedAt, error, isFetching, refetch, ask } =
    useSessionList(listed => applyLocalChanges(listed, changes));

  useEffect(() => {
    if (!data) return;
    setChanges(known => settle(known, data.sessions, Date.now()));
  }, [data, dataUpdatedAt]);

  const create = useCallback(
    async (request: SessionRequest) => {
      try {
        const session = await api.createSession(request);
        setChanges(known => withCreated(known, session, Date.now()));
        setRequestedUid(session.uid);
        return session;
      } finally {
        // Without an answer there may be a desktop all the same.
        ask();
      }
    },
    [api, ask],
  );

  const remove = useCallback(
    async (session: SessionView) => {
      try {
        await api.deleteSession(session).catch((refusal: Error) => {
          // Somebody was quicker: it is as the person wants it.
          if (troubleOf(refusal) !== 'gone') throw refusal;
        });
        setChanges(known => withDeleted(known, session.uid));
      } finally {
        ask();
      }
    },
    [api, ask],
  );

  const forgetRequested = useCallback(() => setRequestedUid(undefined), []);

  const sessions = useMemo(
    () => data && applyLocalChanges(data.sessions, changes),
    [data, changes],
  );
  const troubled = useMemo(() => (data ? troubledOf(data) : []), [data]);
  const value = useMemo<Sessions>(
    () => ({
      sessions,
      troubled,
      updatedAt: dataUpdatedAt,
      error: error ?? undefined,
      isFetching,
      requestedUid,
      forgetRequested,
      refetch,
      create,
      remove,
    }),
    [
      sessions,
      troubled,
      dataUpdatedAt,
      error,
      isFetching,
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
