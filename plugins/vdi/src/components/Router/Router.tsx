import {
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { RiComputerLine } from '@remixicon/react';
import { Navigate, Route, Routes } from 'react-router-dom';
import {
  openDesktopRouteRef,
  requestDesktopRouteRef,
  rootRouteRef,
} from '../../routes';
import { SessionsProvider, useSessions } from '../../sessions/SessionsProvider';
import { vdiTranslationRef } from '../../translation';
import { Announcements } from '../Announcements';
import { DesktopsPage } from '../DesktopsPage';
import { OpenDesktop } from '../OpenDesktop';
import { RequestDesktop } from '../RequestDesktop';
import { theme } from '../theme';
import styles from './Router.module.css';

/** Everything below `/desktops`. The list lives above the routes: a desktop that was just requested is there at once. */
export function Router() {
  const { t } = useTranslationRef(vdiTranslationRef);
  const headerActions = useApi(
    pluginHeaderActionsApiRef,
  ).getPluginHeaderActions('vdi');
  const titleLink = useRouteRef(rootRouteRef)?.();
  return (
    <SessionsProvider>
      <main className={theme.vdi}>
        <Routes>
          {/* Tells itself how far its desktop is. */}
          <Route path={openDesktopRouteRef.path} element={null} />
          <Route path="*" element={<AnnouncedSessions />} />
        </Routes>
        <PageLayout
          title={t('page.title')}
          icon={<RiComputerLine />}
          titleLink={titleLink}
          headerActions={headerActions}
        >
          <div className={styles.page}>
            <Routes>
              <Route path="/" element={<DesktopsPage />} />
              <Route
                path={requestDesktopRouteRef.path}
                element={<RequestDesktop />}
              />
              <Route
                path={openDesktopRouteRef.path}
                element={<OpenDesktop />}
              />
              <Route path="*" element={<Navigate to="." replace />} />
            </Routes>
          </div>
        </PageLayout>
      </main>
    </SessionsProvider>
  );
}

function AnnouncedSessions() {
  return <Announcements sessions={useSessions().sessions} />;
}
