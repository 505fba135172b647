import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select } from '@backstage/ui';
import type { SessionView, Tone } from '@backstage-vdi/plugin-vdi-common';
import type { SessionFilter } from '../../sessions/filter';
import { vdiTranslationRef } from '../../translation';
import styles from './DesktopFilters.module.css';

const ANY = 'any';
const TONES = ['positive', 'progress', 'waiting', 'neutral', 'danger'] as const;

const STATE_KEYS = {
  positive: 'filter.statePositive',
  progress: 'filter.stateProgress',
  waiting: 'filter.stateWaiting',
  neutral: 'filter.stateNeutral',
  danger: 'filter.stateDanger',
} as const satisfies Record<Tone, string>;

/** Narrows the rows by text, state and template, and says how many are left. */
export function DesktopFilters({
  sessions,
  shown,
  filter,
  onChange,
}: {
  sessions: SessionView[];
  /** How many rows fit the filter. */
  shown: number;
  filter: SessionFilter;
  onChange(filter: SessionFilter): void;
}) {
  const { t } = useTranslationRef(vdiTranslationRef);
  const templates = new Map(
    sessions.map(({ template }) => [template.name, template.displayName]),
  );
  const count = sessions.length;

  return (
    <div className={styles.filters}>
      <SearchField
        className={styles.search}
        size="small"
        aria-label={t('filter.search')}
        placeholder={t('filter.searchPlaceholder')}
        value={filter.text ?? ''}
        onChange={text => onChange({ ...filter, text })}
      />
      <Select
        className={styles.select}
        size="small"
        aria-label={t('filter.state')}
        value={filter.tone ?? ANY}
        onChange={key =>
          onChange({ ...filter, tone: TONES.find(tone => tone === key) })
        }
        options={[
          { id: ANY, label: t('filter.stateAny') },
          ...TONES.map(tone => ({ id: tone, label: t(STATE_KEYS[tone]) })),
        ]}
      />
      <Select
        className={styles.select}
        size="small"
        aria-label={t('filter.template')}
        value={filter.template ?? ANY}
        onChange={key =>
          onChange({
            ...filter,
            template: key === ANY ? undefined : String(key),
          })
        }
        options={[
          { id: ANY, label: t('filter.templateAny') },
          ...Array.from(templates, ([id, label]) => ({ id, label })),
        ]}
      />
      <p className={styles.count}>
        {shown === count
          ? t('list.count', { count })
          : t('list.countShown', {
              shown: String(shown),
              total: String(count),
            })}
      </p>
    </div>
  );
}
