import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  PluginHeaderActionBlueprint,
} from '@backstage/frontend-plugin-api';
import { VdiClient } from '@backstage-vdi/plugin-vdi-common';
import { vdiApiRef } from './api';
import { rootRouteRef } from './routes';
import { withDeadline } from './sessions/withDeadline';

/** A portal that takes longer is as good as away, for somebody who waits. Milliseconds. */
const DEADLINE_MS = 30_000;

/** `api:vdi` */
export const sessionApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: vdiApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new VdiClient({
          discoveryApi,
          fetchApi: { fetch: withDeadline(fetchApi.fetch, DEADLINE_MS) },
        }),
    }),
});

/** `page:vdi` */
export const desktopsPage = PageBlueprint.make({
  params: {
    path: '/desktops',
    routeRef: rootRouteRef,
    // The page draws the header itself: within its main landmark, and in the person's language.
    noHeader: true,
    loader: () => import('./components/Router').then(m => <m.Router />),
  },
});

/** `plugin-header-action:vdi/request` */
export const requestDesktopAction = PluginHeaderActionBlueprint.make({
  name: 'request',
  params: {
    loader: () =>
      import('./components/RequestDesktopAction').then(m => (
        <m.RequestDesktopAction />
      )),
  },
});
