import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** My desktops. */
export const rootRouteRef = createRouteRef();

/** Where a desktop is requested; `?template=<name>` chooses one beforehand, `&cluster=<name>` of several clusters' one. */
export const requestDesktopRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/new',
});

/** Waits for one desktop and becomes it. */
export const openDesktopRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/open/:cluster/:namespace/:name',
});
