import { useState } from 'react';
import type { Settings } from '../../shared/contract/status';
import { ActionButton } from '../parts/ActionButton';
import { Icon } from '../parts/Icon';

type Correspondent = Settings['correspondents'][number];
const blank: Correspondent = { name: '', address: '', speciality: '' };

interface Props {
  list: readonly Correspondent[];
  onChange: (list: Correspondent[]) => void;
}

/** The colleagues to whom copies go: proposed under each document. */
export function Correspondents({ list, onChange }: Props) {
  const [next, setNext] = useState(blank);
  const complete = next.name.trim() !== '' && /^\S+@\S+\.\S+$/.test(next.address.trim());
  const add = () => {
    onChange([
      ...list,
      { name: next.name.trim(), address: next.address.trim(), speciality: next.speciality.trim() },
    ]);
    setNext(blank);
  };
  const field = (name: keyof Correspondent, label: string) => (
    <input
      className="field"
      aria-label={label}
      placeholder={label}
      maxLength={name === 'address' ? 320 : 200}
      value={next[name]}
      onChange={(e) => setNext({ ...next, [name]: e.target.value })}
    />
  );
  return (
    <section className="setting">
      <h2 className="setting-title">Correspondants</h2>
      {list.length === 0 && (
        <p className="muted">Aucun correspondant : ajoutez ceux à qui vous écrivez souvent.</p>
      )}
      <ul className="correspondents">
        {list.map((c) => (
          <li key={c.address}>
            <span>
              <b>{c.name}</b> <span className="muted">{c.speciality}</span>
            </span>
            <span className="muted">{c.address}</span>
            <ActionButton
              quiet
              label={`Retirer ${c.name}`}
              onAct={() => onChange(list.filter((x) => x !== c))}
            >
              <Icon name="close" />
            </ActionButton>
          </li>
        ))}
      </ul>
      <form
        className="correspondent-new"
        onSubmit={(e) => {
          e.preventDefault();
          if (complete) add();
        }}
      >
        {field('name', 'Nom du correspondant')}
        {field('address', 'Adresse MSSanté')}
        {field('speciality', 'Spécialité')}
        <ActionButton disabled={!complete} onAct={add}>
          Ajouter
        </ActionButton>
      </form>
    </section>
  );
}
