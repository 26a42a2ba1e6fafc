import type { ReactNode } from 'react';
import { Chip } from '../parts/Chip';
import type { Subject } from './subject';

/** Who it is: strict traits, age and INS status. It stands above what scrolls, always. */
export function PatientBanner({ subject, children }: { subject: Subject; children?: ReactNode }) {
  return (
    <section className="banner" aria-label="Patient">
      <div className="banner-who">
        {subject.caution && <span className="banner-caution">{subject.caution}</span>}
        <h2 className="banner-name">{subject.name}</h2>
      </div>
      <dl>
        {subject.traits.map((t) => (
          <div key={t.label}>
            <dt>{t.label}</dt>
            <dd>{t.value}</dd>
          </div>
        ))}
      </dl>
      <div className="banner-chips">
        {subject.chips.map((c) => (
          <Chip key={c.word} tone={c.tone}>
            {c.word}
          </Chip>
        ))}
        {children}
      </div>
    </section>
  );
}
