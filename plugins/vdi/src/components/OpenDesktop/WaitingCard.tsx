import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, ButtonLink } from '@backstage/ui';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { rootRouteRef } from '../../routes';
import { describeSentence } from '../../sessions/describeSentence';
import { nextStep } from '../../sessions/nextStep';
import { vdiTranslationRef } from '../../translation';
import { Clock } from '../Clock';
import { StateMark } from '../StateMark';
import { TemplatePicture } from '../TemplatePicture';
import styles from './OpenDesktop.module.css';

const HINTS = {
  open: 'opening.now',
  openWhenReady: 'opening.hint',
} as const;

/** How far a desktop is, and what this tab does about it. */
export function WaitingCard({ session }: { session: SessionView }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const step = nextStep(session);
  const waits = step === 'open' || step === 'openWhenReady';
  return (
    <Box bg="neutral" className={styles.wait}>
      <TemplatePicture
        className={styles.picture}
        name={session.template.name}
        icon={session.template.icon}
      />
      <h2 className={styles.title}>{session.title}</h2>
      <div role="status">
        <StateMark session={session} />
        <p>{describeSentence(session, Date.now(), t)}</p>
      </div>
      <div className={styles.clock}>
        <Clock session={session} />
      </div>
      <p className={styles.hint}>
        {waits ? t(HINTS[step]) : t('opening.never')}
      </p>
      <ButtonLink variant="secondary" href={root?.()}>
        {t('opening.back')}
      </ButtonLink>
    </Box>
  );
}
