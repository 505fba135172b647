import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import {
  formatBytes,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { sumUsage } from '../../sessions/usage';
import { vdiTranslationRef } from '../../translation';
import styles from './UseSummary.module.css';

/** What the person's desktops use now. */
export function UseSummary({ sessions }: { sessions?: SessionView[] }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const usage = sessions && sumUsage(sessions);
  const facts = [
    [t('usage.desktops'), usage?.desktops],
    [t('usage.gpus'), usage?.gpus],
    [t('usage.homes'), usage && formatBytes(usage.homeBytes)],
  ];
  return (
    <Box bg="neutral" className={styles.summary}>
      <h3 className={styles.heading}>{t('usage.title')}</h3>
      <dl className={styles.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
    </Box>
  );
}
