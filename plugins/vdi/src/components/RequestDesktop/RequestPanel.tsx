import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Box, Button, TextField } from '@backstage/ui';
import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import { fieldAtFault, reasonOf } from '../../sessions/apiError';
import type { Offer } from '../../sessions/offersOf';
import { useSessions } from '../../sessions/SessionsProvider';
import { vdiTranslationRef } from '../../translation';
import { TemplatePicture } from '../TemplatePicture';
import { wordsForRefusal } from '../TroubleAlert';
import { DeprecatedNotice } from './DeprecatedNotice';
import { PanelFacts } from './PanelFacts';
import styles from './RequestPanel.module.css';

/** As the session API allows. */
const LONGEST_TITLE = 100;

/** The chosen template, what can be said about the desktop, and the button that starts it. */
export function RequestPanel({
  template,
  replacement,
  isGone,
  onChoose,
}: {
  template: Offer;
  /** What to choose instead of a deprecated template. */
  replacement?: Offer;
  /** Name of a template that was asked for and does not exist. */
  isGone?: string;
  onChoose(template: Offer): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const { create } = useSessions();
  const navigate = useNavigate();
  const root = useRouteRef(rootRouteRef);
  const [title, setTitle] = useState('');
  const nameField = useRef<HTMLDivElement>(null);
  const headingId = useId();

  const request = useMutation({
    mutationFn: () =>
      create({
        template: template.name,
        cluster: template.inCluster,
        title: title.trim() || undefined,
      }),
    onError: error => {
      if (fieldAtFault(error) === 'title') {
        nameField.current?.querySelector('input')?.focus();
      }
    },
  });
  const { error } = request;
  const titleError =
    error && fieldAtFault(error) === 'title'
      ? reasonOf(error).replace(/^title: /, '')
      : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (request.isPending) return;
    // Not among the options above: those are called for a panel too that the person has left, and would take them away from where they are.
    request.mutate(undefined, { onSuccess: () => navigate(root?.() ?? '/') });
  };

  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.panel}
      aria-labelledby={headingId}
    >
      <div className={styles.head}>
        <TemplatePicture
          className={styles.picture}
          name={template.name}
          icon={template.icon}
        />
        <div>
          <h3 className={styles.title} id={headingId}>
            {template.displayName}
          </h3>
          {template.description && (
            <p className={styles.description}>{template.description}</p>
          )}
        </div>
      </div>
      <form className={styles.body} onSubmit={submit} noValidate>
        {isGone && (
          <Alert
            role="alert"
            status="warning"
            icon
            title={t('request.goneTemplate', { template: isGone })}
          />
        )}
        {error && !titleError && (
          <Alert
            role="alert"
            status="danger"
            icon
            title={t('request.refused')}
            description={wordsForRefusal(error, t)}
          />
        )}
        {template.deprecated && (
          <DeprecatedNotice
            message={template.deprecated.message}
            replacement={replacement}
            onChoose={onChoose}
          />
        )}
        <TextField
          ref={nameField}
          label={t('request.name')}
          secondaryLabel={t('request.nameOptional')}
          placeholder={t('request.namePlaceholder', {
            template: template.displayName,
          })}
          maxLength={LONGEST_TITLE}
          value={title}
          onChange={text => {
            setTitle(text);
            if (titleError) request.reset();
          }}
          validationBehavior="aria"
          validate={() => titleError}
        />
        <PanelFacts template={template} />
        <Button
          className={styles.start}
          type="submit"
          variant="primary"
          size="medium"
          isPending={request.isPending}
        >
          {t('request.start')}
        </Button>
      </form>
    </Box>
  );
}
