import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMore2Fill } from '@remixicon/react';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { vdiTranslationRef } from '../../translation';
import styles from './DesktopMenu.module.css';

const TOAST_MS = 4_000;

/** The less usual things to do with a desktop. */
export function DesktopMenu({
  session: { title, url, phase },
  onChoose,
}: {
  session: SessionView;
  onChoose(dialog: 'details' | 'delete'): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const toastApi = useApi(toastApiRef);

  const copyAddress = async (address: string) => {
    try {
      await navigator.clipboard.writeText(address);
      toastApi.post({ title: t('action.copied'), timeout: TOAST_MS });
    } catch {
      // Pages served without TLS have no clipboard: the address is shown instead, to be copied by hand.
      toastApi.post({
        title: t('action.notCopied'),
        description: address,
        status: 'warning',
      });
    }
  };

  return (
    <MenuTrigger>
      <ButtonIcon
        className={styles.trigger}
        variant="tertiary"
        icon={<RiMore2Fill aria-hidden="true" />}
        aria-label={t('action.more', { title })}
      />
      <Menu placement="bottom end">
        {url ? (
          <MenuItem onAction={() => copyAddress(url)}>
            {t('action.copyAddress')}
          </MenuItem>
        ) : null}
        <MenuItem onAction={() => onChoose('details')}>
          {t('action.details')}
        </MenuItem>
        {phase !== 'Terminating' ? (
          <MenuItem
            className={styles.delete}
            color="danger"
            onAction={() => onChoose('delete')}
          >
            {t('action.delete')}
          </MenuItem>
        ) : null}
      </Menu>
    </MenuTrigger>
  );
}
