import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { vdiApiRef } from '../api';
import { type Offer, offersOf } from './offersOf';

/** Templates change when an administrator applies one: rarely, and seldom while somebody looks. */
const FRESH_MS = 30_000;

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
    queryFn: async () => offersOf((await api.listTemplates()).items),
    staleTime: FRESH_MS,
  });
  return { templates: data, error: error ?? undefined, isFetching, refetch };
}
