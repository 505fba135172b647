import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { RiComputerLine, RiMenuLine } from '@remixicon/react';
import { PortalLogo } from './PortalLogo';

/** The portal's pages: what is worked on, the desktops to work on it with, and everything else that is installed. */
export function PortalSidebar({ navItems }: NavContentComponentProps) {
  const nav = navItems.withComponent(({ icon, href, title }) => (
    <SidebarItem icon={() => icon} to={href} text={title} />
  ));
  nav.take('page:notifications'); // has an item of its own, with the number of unread ones

  return (
    <Sidebar>
      <PortalLogo />
      <SidebarGroup label="Menu" icon={<RiMenuLine />}>
        <SidebarDivider />
        {nav.take('page:catalog')}
        {nav.take('page:scaffolder')}
      </SidebarGroup>
      <SidebarGroup label="Desktops" icon={<RiComputerLine />} to="/desktops">
        <SidebarDivider />
        {nav.take('page:vdi')}
      </SidebarGroup>
      <SidebarScrollWrapper>
        {nav.rest({ sortBy: 'title' })}
      </SidebarScrollWrapper>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem />
      <SidebarDivider />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {nav.take('page:user-settings')}
      </SidebarGroup>
    </Sidebar>
  );
}
