import { useEffect, useState } from 'react';
import type { Drug } from '../../shared/prescription/prescription';
import { call } from '../bridge/bridge';
import { Chip } from '../parts/Chip';
import { Completion } from '../parts/Completion';
import { useShortcut } from '../shortcuts/useShortcut';
import { newLine, useDrafts } from '../state/drafts';

const ENOUGH = 3;
/** A pause in typing, in milliseconds: short, the list is local. */
const PAUSE = 60;
const SHOWN = 12;
const FIELD = 'drug-search';

/** Finds a medicine: three letters, ↑ ↓, ⏎ for the brand, ⇧⏎ for the common name. */
export function DrugSearch({ patientId, onAdded }: { patientId: string; onAdded: () => void }) {
  const [text, setText] = useState('');
  const [drugs, setDrugs] = useState<readonly Drug[]>([]);
  const [remark, setRemark] = useState<string | null>(null);
  const query = text.trim();
  useShortcut('findDrug', () => document.getElementById(FIELD)?.focus());
  useEffect(() => {
    if (query.length < ENOUGH) {
      setDrugs([]);
      setRemark(null);
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await call('compose.searchDrugs', { query });
      if (!current) return;
      setDrugs(answer.ok ? answer.value.slice(0, SHOWN) : []);
      setRemark(
        !answer.ok
          ? `${answer.error.message} ${answer.error.action}`
          : answer.value.length
            ? null
            : 'Aucun médicament de ce nom dans la liste.',
      );
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);
  return (
    <div className="drug-search">
      <Completion
        label="Ajouter un médicament"
        placeholder="Trois lettres : levo, para, amox…"
        inputId={FIELD}
        autoFocus
        text={text}
        onText={setText}
        remark={remark}
        choices={drugs.map((d) => ({ key: `${d.cis ?? ''}${d.name}`, content: <DrugLine drug={d} /> }))}
        onEscape={() => (text ? setText('') : document.getElementById(FIELD)?.blur())}
        onChoose={(i, byDci) => {
          const drug = drugs[i];
          if (!drug) return;
          useDrafts.getState().addLine(patientId, newLine(drug, byDci));
          setText('');
          onAdded();
        }}
        footer={
          <p className="tiny keys-line">
            <kbd>↑</kbd> <kbd>↓</kbd> choisir <kbd>⏎</kbd> nom de marque <kbd>⇧ ⏎</kbd> dénomination commune
            (DCI)
          </p>
        }
      />
    </div>
  );
}

const DrugLine = ({ drug }: { drug: Drug }) => (
  <span className="drug-line">
    <b>{drug.name}</b>
    <span className="muted">
      {drug.dci} {drug.strength} · {drug.form}
      {drug.packaging && ` · ${drug.packaging}`}
    </span>
    {drug.secure && <Chip tone="wait">ordonnance sécurisée</Chip>}
  </span>
);
