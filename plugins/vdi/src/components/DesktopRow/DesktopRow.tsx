import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect, useRef, useState } from 'react';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { describeSentence } from '../../sessions/describeSentence';
import { describeSize } from '../../sessions/describeSize';
import { vdiTranslationRef } from '../../translation';
import { Clock } from '../Clock';
import { DeleteDesktop } from '../DeleteDesktop';
import { DesktopDetails } from '../DesktopDetails';
import { DesktopMenu } from '../DesktopMenu';
import { GpuSharing } from '../GpuSharing';
import { StateMark } from '../StateMark';
import { TemplatePicture } from '../TemplatePicture';
import { PrimaryAction } from './PrimaryAction';
import { SecondaryAction } from './SecondaryAction';
import styles from './DesktopRow.module.css';

/** One desktop wherever desktops are listed: picture, name, size and how its GPU is shared, state and sentence, clock, actions. */
export function DesktopRow({
  session,
  takesFocus = false,
  onFocusTaken,
}: {
  session: SessionView;
  /** Moves the focus here: the person asked for this desktop just now. */
  takesFocus?: boolean;
  onFocusTaken?(): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const [dialog, setDialog] = useState<'details' | 'delete'>();
  const row = useRef<HTMLLIElement>(null);
  const { title, template, resources } = session;
  const { gpuSharing } = resources;
  const sentence = describeSentence(session, Date.now(), t);

  useEffect(() => {
    if (!takesFocus) return;
    row.current?.focus();
    onFocusTaken?.();
  }, [takesFocus, onFocusTaken]);

  const close = () => setDialog(undefined);
  return (
    <li
      className={styles.row}
      ref={row}
      tabIndex={-1}
      aria-label={title}
      data-uid={session.uid}
    >
      <TemplatePicture
        className={styles.picture}
        name={template.name}
        icon={template.icon}
      />
      <div className={styles.who}>
        <h3 className={styles.title} title={title}>
          {title}
        </h3>
        <p className={styles.meta}>
          {describeSize(resources, t)}
          {gpuSharing && <GpuSharing gpu={gpuSharing} count={resources.gpu} />}
        </p>
      </div>
      <div className={styles.state}>
        <StateMark session={session} />
        {sentence && (
          <p className={styles.sentence} title={sentence}>
            {sentence}
          </p>
        )}
      </div>
      <div className={styles.clock}>
        <Clock session={session} />
      </div>
      <div className={styles.actions}>
        <PrimaryAction
          session={session}
          onDetails={() => setDialog('details')}
        />
        <SecondaryAction
          session={session}
          onDelete={() => setDialog('delete')}
        />
        <DesktopMenu session={session} onChoose={setDialog} />
      </div>
      {dialog === 'details' && (
        <DesktopDetails session={session} onClose={close} />
      )}
      {dialog === 'delete' && (
        <DeleteDesktop session={session} onClose={close} />
      )}
    </li>
  );
}
