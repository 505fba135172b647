import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { TemplateView } from '@backstage-vdi/plugin-vdi-common';
import { describeLimit } from '../../sessions/describeSentence';
import { describeResources, nameGpu } from '../../sessions/describeSize';
import { vdiTranslationRef } from '../../translation';
import { GpuSharing } from '../GpuSharing';
import styles from './RequestPanel.module.css';

/** What a desktop of a template will be: GPU and how it is shared, size, and when it stops. */
export function PanelFacts({ template }: { template: TemplateView }) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const { gpu, resources } = template;
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('request.gpuTerm')}</dt>
        <dd>
          {nameGpu(template, t)}
          {gpu && <GpuSharing gpu={gpu} count={resources.gpu} />}
        </dd>
        <dt>{t('request.sizeTerm')}</dt>
        <dd>{describeResources(template, t)}</dd>
        <dt>{t('request.timeTerm')}</dt>
        <dd>
          {t('request.time', { duration: describeLimit(template.timeout) })}
        </dd>
      </dl>
      {template.docsUrl && (
        <Link href={template.docsUrl} target="_blank" className={styles.link}>
          {t('request.docs')}
        </Link>
      )}
    </>
  );
}
