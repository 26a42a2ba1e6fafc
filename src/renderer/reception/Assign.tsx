import { useState } from 'react';
import type { InboxRow } from '../../shared/contract/inbox';
import type { PersonOfPractice } from '../../shared/contract/status';
import { foldedWords } from '../format/words';
import { ActionButton } from '../parts/ActionButton';
import { Completion } from '../parts/Completion';
import { useApplication } from '../state/application';
import { useItem } from '../state/item';

const EVERYBODY = { id: null, name: 'Tout le cabinet' };
const nobody: readonly PersonOfPractice[] = [];

/** « Confier à »: for whom the document is, and whom it can be given to: a letter or two, ⏎. */
export function Assign({ row }: { row: InboxRow }) {
  const assigning = useItem((s) => s.assigning);
  const people = useApplication((s) => s.app.value?.people ?? nobody);
  const { chooseAddressee } = useItem.getState();
  if (people.length === 0) return null;
  const person = people.find((p) => p.id === row.addressee);
  return (
    <div className="assign">
      <ActionButton shortcut="assign" onAct={() => chooseAddressee(!assigning)}>
        <span className="assign-label">{person ? `Pour ${person.name}` : 'Confier à…'}</span>
      </ActionButton>
      {assigning && <Choice row={row} people={people} />}
    </div>
  );
}

function Choice({ row, people }: { row: InboxRow; people: readonly PersonOfPractice[] }) {
  const [text, setText] = useState('');
  const wanted = foldedWords(text);
  const offered = [...people, EVERYBODY]
    .filter((p) => p.id !== row.addressee)
    .filter((p) => ` ${foldedWords(p.name)}`.includes(wanted && ` ${wanted}`));
  const { assign, chooseAddressee } = useItem.getState();
  return (
    <div className="assign-choice">
      <Completion
        label="Confier à"
        placeholder="Nom"
        text={text}
        onText={setText}
        autoFocus
        choices={offered.map((p) => ({ key: p.id ?? '', content: p.name }))}
        remark="Personne de ce nom au cabinet."
        onChoose={(i) => {
          const chosen = offered[i];
          if (chosen) void assign(row, chosen.id);
        }}
        onEscape={() => chooseAddressee(false)}
      />
    </div>
  );
}
