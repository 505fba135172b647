import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlertLine } from '@remixicon/react';
import {
  describeSharing,
  type SharedGpu,
  sharingOf,
} from '@backstage-vdi/plugin-vdi-common';
import { vdiTranslationRef } from '../../translation';
import styles from './GpuSharing.module.css';

/** How a GPU is shared, with a warning where no wall is between those who share it. Of phrasing content only, to fit in a paragraph. */
export function GpuSharing({ gpu, count }: { gpu: SharedGpu; count?: number }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const isWarning = sharingOf(gpu) === 'time';
  return (
    <span className={`${styles.sharing} ${isWarning ? styles.warning : ''}`}>
      {isWarning && (
        <RiAlertLine
          className={styles.icon}
          role="img"
          aria-label={t('size.warning')}
        />
      )}
      {describeSharing(gpu, count)}
    </span>
  );
}
