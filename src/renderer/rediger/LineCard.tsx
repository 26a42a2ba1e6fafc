import type { Problem } from '../../shared/contract/contract';
import { nonSubstitutionReasons, type PrescriptionLine } from '../../shared/prescription/prescription';
import { ActionButton } from '../parts/ActionButton';
import { Icon } from '../parts/Icon';
import { useDrafts } from '../state/drafts';

interface Props {
  patientId: string;
  line: PrescriptionLine;
  index: number;
  problems: readonly Problem[];
}

const titleOf = ({ drug, byDci }: PrescriptionLine) =>
  byDci ? `${drug.dci} ${drug.strength}, ${drug.form}` : drug.name;

/** One line of the ordonnance: how it is taken, how long, renewed, substituted, ALD. */
export function LineCard({ patientId, line, index, problems }: Props) {
  const { editLine, removeLine } = useDrafts.getState();
  const edit = (part: Partial<PrescriptionLine>) => editLine(patientId, index, part);
  const id = (field: string) => `line-${index}-${field}`;
  const told = problems.length > 0 ? { 'aria-describedby': id('problems') } : {};
  return (
    <fieldset className={`line-card ${problems.some((p) => p.blocking) ? 'blocked' : ''}`}>
      <legend>
        {titleOf(line)} {line.byDci && <span className="tiny">DCI</span>}
        {!line.byDci && <span className="tiny">{line.drug.dci}</span>}
      </legend>
      <ActionButton
        quiet
        className="line-remove"
        label={`Retirer ${titleOf(line)}`}
        onAct={() => removeLine(patientId, index)}
      >
        <Icon name="close" />
      </ActionButton>
      <div className="line-fields">
        <label className="wide" htmlFor={id('posology')}>
          <span className="field-label">Posologie</span>
          <input
            id={id('posology')}
            data-field="posology"
            data-line={index}
            className="field"
            value={line.posology}
            placeholder="1 comprimé le matin à jeun"
            {...told}
            onChange={(e) => edit({ posology: e.target.value })}
          />
        </label>
        <label htmlFor={id('duration')}>
          <span className="field-label">Durée</span>
          <input
            id={id('duration')}
            className="field"
            value={line.duration}
            placeholder="6 semaines"
            maxLength={200}
            {...told}
            onChange={(e) => edit({ duration: e.target.value })}
          />
        </label>
        <label htmlFor={id('renewals')}>
          <span className="field-label">Renouvelable</span>
          <select
            id={id('renewals')}
            className="field"
            value={line.renewals}
            onChange={(e) => edit({ renewals: Number(e.target.value) })}
          >
            {Array.from({ length: 12 }, (_, n) => (
              <option key={`renewals-${String(n)}`} value={n}>
                {n === 0 ? 'non' : `${n} fois`}
              </option>
            ))}
          </select>
        </label>
        <label htmlFor={id('substitution')}>
          <span className="field-label">Substitution</span>
          <select
            id={id('substitution')}
            className="field"
            value={line.nonSubstitutable ?? ''}
            onChange={(e) =>
              edit({ nonSubstitutable: (e.target.value || null) as PrescriptionLine['nonSubstitutable'] })
            }
          >
            <option value="">permise</option>
            {Object.entries(nonSubstitutionReasons).map(([code, reason]) => (
              <option key={code} value={code}>
                non : {reason} ({code})
              </option>
            ))}
          </select>
        </label>
        <label className="tick" htmlFor={id('ald')}>
          <input
            id={id('ald')}
            type="checkbox"
            checked={line.ald}
            onChange={(e) => edit({ ald: e.target.checked })}
          />
          En rapport avec l’ALD
        </label>
      </div>
      {problems.length > 0 && (
        <div id={id('problems')}>
          {problems.map((p) => (
            <p key={p.message} className={`problem ${p.blocking ? 'blocking' : ''}`}>
              {p.message}
            </p>
          ))}
        </div>
      )}
    </fieldset>
  );
}
