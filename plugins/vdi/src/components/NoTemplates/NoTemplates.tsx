import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { vdiTranslationRef } from '../../translation';

/** Says what an administrator has to do before anybody can request a desktop. */
export function NoTemplates() {
  const { t } = useTranslationRef(vdiTranslationRef);
  return (
    <Alert
      status="info"
      icon
      title={t('empty.noTemplates')}
      description={t('empty.noTemplatesText')}
    />
  );
}
