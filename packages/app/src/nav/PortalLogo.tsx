import { useSidebarOpenState } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import styles from './PortalLogo.module.css';

/** The portal's mark, and its name while there is room for it. Leads to the first page. */
export function PortalLogo() {
  const { isOpen } = useSidebarOpenState();
  const title = useApi(configApiRef).getOptionalString('app.title') ?? 'Portal';
  return (
    <Link to="/" className={styles.logo} aria-label={title}>
      <svg viewBox="0 0 26 26" aria-hidden="true">
        <path d="M13 2 24 8.5 13 15 2 8.5z" fill="#9bf0e1" />
        <path
          d="M2 13.5 13 20l11-6.5M2 18l11 6.5L24 18"
          fill="none"
          stroke="#9bf0e1"
          strokeWidth="2"
        />
      </svg>
      {isOpen && title}
    </Link>
  );
}
