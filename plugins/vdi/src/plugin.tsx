import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiComputerLine } from '@remixicon/react';
import { desktopsPage, requestDesktopAction, sessionApi } from './extensions';
import {
  openDesktopRouteRef,
  requestDesktopRouteRef,
  rootRouteRef,
} from './routes';

/** The plugin `vdi`: page `/desktops`, its header action and the client of the session API. */
export const vdiPlugin = createFrontendPlugin({
  pluginId: 'vdi',
  title: 'Desktops',
  icon: <RiComputerLine />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    request: requestDesktopRouteRef,
    open: openDesktopRouteRef,
  },
  extensions: [sessionApi, desktopsPage, requestDesktopAction],
});
