import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, VisuallyHidden } from '@backstage/ui';
import { RiAlertLine, RiCheckLine } from '@remixicon/react';
import { useId } from 'react';
import type { TemplateView } from '@backstage-vdi/plugin-vdi-common';
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
  templates: TemplateView[];
  chosen: TemplateView;
  onChoose(template: TemplateView): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const group = useId();
  return (
    <fieldset className={styles.gallery}>
      <VisuallyHidden>
        <legend>{t('request.gallery')}</legend>
      </VisuallyHidden>
      {templates.map(template => (
        <Box
          key={template.name}
          bg="neutral"
          className={`${styles.card} ${template.deprecated ? styles.deprecated : ''}`}
        >
          <input
            className={styles.radio}
            type="radio"
            id={`${group}-${template.name}`}
            name={group}
            checked={template.name === chosen.name}
            onChange={() => onChoose(template)}
          />
          <label className={styles.label} htmlFor={`${group}-${template.name}`}>
            <TemplatePicture
              className={styles.picture}
              name={template.name}
              icon={template.icon}
            />
            <span className={styles.facts}>
              <TemplateFacts template={template} />
            </span>
            {template.deprecated && (
              <span className={styles.flag}>
                <RiAlertLine size={14} aria-hidden="true" />
                {t('request.deprecated')}
              </span>
            )}
            <span className={styles.check} aria-hidden="true">
              <RiCheckLine size={16} />
            </span>
          </label>
        </Box>
      ))}
    </fieldset>
  );
}
