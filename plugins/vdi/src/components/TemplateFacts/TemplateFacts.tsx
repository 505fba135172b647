import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCpuLine, RiRam2Line } from '@remixicon/react';
import type { TemplateView } from '@backstage-vdi/plugin-vdi-common';
import { describeGpu, describeResources } from '../../sessions/describeSize';
import { vdiTranslationRef } from '../../translation';
import styles from './TemplateFacts.module.css';

/** What helps to choose a template: name, one line, GPU and how it is shared, size. Of phrasing content only, to fit in a label or link. */
export function TemplateFacts({ template }: { template: TemplateView }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  return (
    <span className={styles.text}>
      <span className={styles.name}>{template.displayName}</span>
      {template.description && (
        <span className={styles.description}>{template.description}</span>
      )}
      <span className={styles.facts}>
        <span className={styles.fact}>
          <RiCpuLine aria-hidden="true" />
          {describeGpu(template, t)}
        </span>
        <span className={styles.fact}>
          <RiRam2Line aria-hidden="true" />
          {describeResources(template, t)}
        </span>
      </span>
    </span>
  );
}
