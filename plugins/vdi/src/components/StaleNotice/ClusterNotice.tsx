import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiAlertLine } from '@remixicon/react';
import {
  type ClusterState,
  DEFAULT_CLUSTER,
} from '@backstage-vdi/plugin-vdi-common';
import { formatMoment, formatShortMoment } from '../../sessions/formatMoment';
import { vdiTranslationRef, type Translate } from '../../translation';
import styles from './StaleNotice.module.css';

/** Says which clusters' desktops may be others than those that are shown, and why. Takes a line that is there anyway: no row moves. */
export function ClusterNotice({ clusters }: { clusters: ClusterState[] }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  return (
    <div role="status">
      {clusters.map(cluster => (
        <p
          key={cluster.name}
          className={styles.notice}
          title={cluster.since && formatMoment(cluster.since)}
        >
          <RiAlertLine aria-hidden="true" />
          {describe(cluster, t)}
        </p>
      ))}
    </div>
  );
}

function describe(
  { name, state, since, message }: ClusterState,
  t: Translate,
): string {
  return [
    // The only cluster has a name that nobody gave it.
    name !== DEFAULT_CLUSTER && t('error.inCluster', { cluster: name }),
    message ?? t('error.cluster'),
    state === 'unavailable' && t('error.missing'),
    state === 'stale' &&
      since &&
      t('error.stale', { time: formatShortMoment(since, Date.now()) }),
  ]
    .filter(Boolean)
    .join(' ');
}
