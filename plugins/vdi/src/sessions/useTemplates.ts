import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { vdiApiRef } from '../api';
import { type Offer, offersOf } from './offersOf';
import { TemplatesUnknownError } from './TemplatesUnknownError';

/** Templates change when an administrator applies one: rarely, and seldom while somebody looks. */
const FRESH_MS = 30_000;

/** How soon they are asked for again while there is nothing to choose from. */
const RETRY_MS = 10_000;

/** What people may ask for. Needs a SessionsProvider. */
export function useTemplates(): {
  templates?: Offer[];
  error?: Error;
  isFetching: boolean;
  refetch(): void;
} {
  const api = useApi(vdiApiRef);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['templates'],
    queryFn: async () => {
      const { items, clusters } = await api.listTemplates();
      const unknown = clusters.find(({ state }) => state === 'unavailable');
      if (items.length === 0 && unknown) {
        throw new TemplatesUnknownError(unknown.message);
      }
      return offersOf(items);
    },
    staleTime: FRESH_MS,
    refetchInterval: ({ state }) => !state.data?.length && RETRY_MS,
  });
  return { templates: data, error: error ?? undefined, isFetching, refetch };
}
