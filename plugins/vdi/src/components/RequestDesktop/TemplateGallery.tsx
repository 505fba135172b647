import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, VisuallyHidden } from '@backstage/ui';
import { RiAlertLine, RiCheckLine } from '@remixicon/react';
import { useId } from 'react';
import type { Offer } from '../../sessions/offersOf';
import { vdiTranslationRef } from '../../translation';
import { TemplateFacts } from '../TemplateFacts';
import { TemplatePicture } from '../TemplatePicture';
import styles from './TemplateGallery.module.css';

/** Templates as pictures, one of them chosen: radio buttons to keyboard and screen reader. */
export function TemplateGallery({
  templates,
  chosen,
  onChoose,
}: {
  templates: Offer[];
  chosen: Offer;
  onChoose(template: Offer): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const group = useId();
  return (
    <fieldset className={styles.gallery}>
      <VisuallyHidden>
        <legend>{t('request.gallery')}</legend>
      </VisuallyHidden>
      {templates.map(template => (
        <TemplateCard
          key={template.key}
          group={group}
          template={template}
          isChosen={template.key === chosen.key}
          onChoose={() => onChoose(template)}
        />
      ))}
    </fieldset>
  );
}

function TemplateCard({
  group,
  template,
  isChosen,
  onChoose,
}: {
  group: string;
  template: Offer;
  isChosen: boolean;
  onChoose(): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const id = useId();
  return (
    <Box
      bg="neutral"
      className={`${styles.card} ${template.deprecated ? styles.deprecated : ''}`}
    >
      <input
        className={styles.radio}
        type="radio"
        id={id}
        name={group}
        checked={isChosen}
        onChange={onChoose}
        aria-label={template.displayName}
        aria-describedby={`${id}-facts ${id}-flag`}
      />
      <label className={styles.label} htmlFor={id}>
        <TemplatePicture
          className={styles.picture}
          name={template.name}
          icon={template.icon}
        />
        <span className={styles.facts} id={`${id}-facts`}>
          <TemplateFacts template={template} />
        </span>
        {template.deprecated && (
          <span className={styles.flag} id={`${id}-flag`}>
            <RiAlertLine size={14} aria-hidden="true" />
            {t('request.deprecated')}
          </span>
        )}
        <span className={styles.check} aria-hidden="true">
          <RiCheckLine size={16} />
        </span>
      </label>
    </Box>
  );
}
