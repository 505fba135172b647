import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  describeSharing,
  describeState,
  formatBytes,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { describeSize } from '../../sessions/describeSize';
import { formatMoment } from '../../sessions/formatMoment';
import { vdiTranslationRef, type Translate } from '../../translation';
import { theme } from '../theme';
import styles from './DesktopDetails.module.css';

/** Everything that is known of a desktop, with the raw reason for the one who can read it. */
export function DesktopDetails({
  session,
  onClose,
}: {
  session: SessionView;
  onClose(): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  return (
    <Dialog
      className={theme.vdi}
      isOpen
      onOpenChange={isOpen => !isOpen && onClose()}
      width={560}
    >
      <DialogHeader>
        {t('details.title', { title: session.title })}
      </DialogHeader>
      <DialogBody>
        <dl className={styles.facts}>
          {factsOf(session, t).map(({ term, value, raw }) => (
            <Fact key={term} term={term} value={value} raw={raw} />
          ))}
        </dl>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('details.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

interface FactProps {
  term: string;
  value?: string;
  /** Written for machines. */
  raw?: boolean;
}

function Fact({ term, value, raw }: FactProps) {
  if (!value) return null;
  return (
    <>
      <dt>{term}</dt>
      <dd className={raw ? styles.raw : undefined}>{value}</dd>
    </>
  );
}

function factsOf(session: SessionView, t: Translate): FactProps[] {
  const { phase, reason, template, owner, namespace, name } = session;
  const at = (moment?: string) => moment && formatMoment(moment);
  return [
    { term: t('details.state'), value: describeState(phase, reason).word },
    {
      term: t('details.reason'),
      value: [phase, reason].filter(Boolean).join(' · '),
      raw: true,
    },
    { term: t('details.message'), value: session.message },
    { term: t('details.template'), value: template.displayName },
    { term: t('details.size'), value: describeSize(session.resources, t) },
    { term: t('details.gpu'), value: describeGpus(session) },
    { term: t('details.home'), value: describeHome(session, t) },
    { term: t('details.address'), value: session.url },
    { term: t('details.owner'), value: owner.userRef ?? owner.user },
    { term: t('details.requested'), value: at(session.createdAt) },
    { term: t('details.started'), value: at(session.startedAt) },
    { term: t('details.stopped'), value: at(session.stoppedAt) },
    { term: t('details.stops'), value: at(session.stopsAt?.time) },
    { term: t('details.object'), value: `${namespace}/${name}`, raw: true },
  ];
}

function describeGpus({ resources: { gpu, gpuSharing } }: SessionView) {
  return gpuSharing && describeSharing(gpuSharing, gpu);
}

function describeHome({ homeSize, homeKept }: SessionView, t: Translate) {
  if (homeSize === undefined) return t('details.homeNone');
  const size = formatBytes(homeSize);
  return homeKept
    ? t('details.homeKept', { size })
    : t('details.homeDeleted', { size });
}
