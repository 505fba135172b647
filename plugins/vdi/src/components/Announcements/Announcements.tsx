import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import type { SessionView } from '@backstage-vdi/plugin-vdi-common';
import { spokenChanges } from '../../sessions/changes';
import { vdiTranslationRef } from '../../translation';

/** Tells a screen reader, once and politely, when a desktop's state has another word. Seen by nobody. */
export function Announcements({ sessions }: { sessions?: SessionView[] }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const [text, setText] = useState('');
  const before = useRef<SessionView[]>();

  useEffect(() => {
    if (!sessions) return;
    const changes = spokenChanges(before.current ?? sessions, sessions);
    before.current = sessions;
    if (changes.length === 0) return;
    setText(
      changes
        .map(({ title, word }) =>
          word ? t('list.is', { title, word }) : t('list.isGone', { title }),
        )
        .join(' '),
    );
  }, [sessions, t]);

  return (
    <VisuallyHidden role="status" data-testid="announcements">
      {text}
    </VisuallyHidden>
  );
}
