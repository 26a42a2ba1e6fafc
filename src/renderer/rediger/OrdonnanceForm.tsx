import { useRef } from 'react';
import { useDrafts } from '../state/drafts';
import { useRedaction } from '../state/redaction';
import { DrugSearch } from './DrugSearch';
import { LineCard } from './LineCard';
import { useDraft } from './useDraft';

/** What is prescribed, line by line: ALD above, the rest below, as on the paper. */
export function OrdonnanceForm({ patientId }: { patientId: string }) {
  const draft = useDraft(patientId);
  const problems = useRedaction((s) => s.problems);
  const form = useRef<HTMLElement>(null);
  const lines = draft.lines.map((line, index) => ({ line, index }));
  const card = ({ line, index }: (typeof lines)[number]) => (
    <LineCard
      key={`${line.drug.cis ?? line.drug.name}-${String(index)}`}
      patientId={patientId}
      line={line}
      index={index}
      problems={problems.filter((p) => p.line === index)}
    />
  );
  const ald = lines.filter(({ line }) => line.ald);
  const plain = lines.filter(({ line }) => !line.ald);
  /** The new line's first field takes the hand, once it is drawn. */
  const focusLast = () =>
    requestAnimationFrame(() => {
      const fields = form.current?.querySelectorAll<HTMLElement>('[data-field=posology]');
      [...(fields ?? [])].find((f) => f.dataset.line === String(draft.lines.length))?.focus();
    });
  return (
    <section className="form" aria-label="Ordonnance" ref={form}>
      <div className="title-line">
        <h2 className="title">Ordonnance</h2>
        <span className="tiny">Le brouillon est gardé quand on change de lieu.</span>
      </div>
      <DrugSearch patientId={patientId} onAdded={focusLast} />
      {ald.length > 0 && (
        <div className="zone">
          <h2>En rapport avec l’affection de longue durée (ALD)</h2>
          {ald.map(card)}
        </div>
      )}
      {ald.length > 0 && plain.length > 0 && (
        <h2 className="zone-title">Sans rapport avec l’affection de longue durée</h2>
      )}
      {plain.map(card)}
      {problems
        .filter((p) => p.line === null)
        .map((p) => (
          <p key={p.message} className={`problem ${p.blocking ? 'blocking' : ''}`}>
            {p.message}
          </p>
        ))}
      <label htmlFor="note">
        <span className="field-label">Note au patient ou au pharmacien</span>
        <textarea
          id="note"
          className="field"
          rows={2}
          value={draft.note}
          onChange={(e) => useDrafts.getState().note(patientId, e.target.value)}
        />
      </label>
    </section>
  );
}
