import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import type { TemplateView } from '@backstage-vdi/plugin-vdi-common';
import { vdiApiRef } from '../api';

/** Templates change when an administrator applies one: rarely, and seldom while somebody looks. */
const FRESH_MS = 30_000;

/** What people may ask for. Needs a SessionsProvider. */
export function useTemplates(): {
  templates?: TemplateView[];
  error?: Error;
  isFetching: boolean;
  refetch(): void;
} {
  const api = useApi(vdiApiRef);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['templates'],
    queryFn: async () => (await api.listTemplates()).items,
    staleTime: FRESH_MS,
  });
  return { templates: data, error: error ?? undefined, isFetching, refetch };
}
