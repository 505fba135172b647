import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { Offer } from '../../sessions/offersOf';
import { vdiTranslationRef } from '../../translation';

/** Why not to choose a template any more, with the better one as a button. */
export function DeprecatedNotice({
  message,
  replacement,
  onChoose,
}: {
  message?: string;
  replacement?: Offer;
  onChoose(template: Offer): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  return (
    <Alert
      status="warning"
      icon
      title={t('request.deprecated')}
      description={message ?? t('request.deprecatedText')}
      customActions={
        replacement && (
          <Button variant="secondary" onPress={() => onChoose(replacement)}>
            {t('request.replacement', { template: replacement.displayName })}
          </Button>
        )
      }
    />
  );
}
