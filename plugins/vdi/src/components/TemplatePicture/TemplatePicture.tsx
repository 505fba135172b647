import { useState } from 'react';
import { Motif } from './Motif';
import styles from './TemplatePicture.module.css';

const isPicture = (icon: string) => /^(https:\/\/|data:image\/)/i.test(icon);

/**
 * The picture of a template, decoration only: the one it names, else one drawn from its name. A picture that does not
 * load is replaced by the drawn one.
 */
export function TemplatePicture({
  name,
  icon,
  className = '',
}: {
  name: string;
  icon?: string;
  className?: string;
}) {
  const [broken, setBroken] = useState<string>();
  return (
    <span className={`${styles.picture} ${className}`}>
      {icon && isPicture(icon) && icon !== broken ? (
        <img src={icon} alt="" onError={() => setBroken(icon)} />
      ) : (
        <Motif name={name} />
      )}
    </span>
  );
}
