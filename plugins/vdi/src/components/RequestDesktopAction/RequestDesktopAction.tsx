import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useLocation } from 'react-router-dom';
import { requestDesktopRouteRef } from '../../routes';
import { vdiTranslationRef } from '../../translation';

/** The page header's way to a new desktop; none where one is requested already. */
export function RequestDesktopAction() {
  const { t } = useTranslationRef(vdiTranslationRef);
  const href = useRouteRef(requestDesktopRouteRef)?.();
  const { pathname } = useLocation();
  if (!href || pathname === href) return null;
  return (
    <ButtonLink
      variant="primary"
      href={href}
      iconStart={<RiAddLine aria-hidden="true" />}
    >
      {t('page.request')}
    </ButtonLink>
  );
}
