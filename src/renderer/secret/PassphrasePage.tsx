import { useState } from 'react';
import type { PassphraseQuestion } from '../bridge/secret';

/** Long enough to resist a guess, short enough to be typed each morning. */
const SHORTEST = 12;

interface Props {
  question: PassphraseQuestion;
  onAnswer: (passphrase: string | null) => void;
}

/** Where the system offers no keychain: the phrase that opens the practice's database. */
export function PassphrasePage({ question, onAnswer }: Props) {
  const [phrase, setPhrase] = useState('');
  const [again, setAgain] = useState('');
  const creating = question.mode === 'create';
  const remark = creating ? remarkOn(phrase, again) : null;
  const ready = creating ? remark === null && again !== '' : phrase !== '';
  return (
    <main className="secret">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (ready) onAnswer(phrase);
        }}
        onKeyDown={(e) => e.key === 'Escape' && onAnswer(null)}
      >
        <h1>{creating ? 'Choisir une phrase secrète' : 'Ouvrir le cabinet'}</h1>
        <p className="muted">
          {creating
            ? 'Ce système n’offre pas de trousseau : cette phrase chiffre la base du cabinet. Notez-la en lieu sûr ; sans elle, rien ne peut être relu.'
            : 'Tapez la phrase secrète qui ouvre la base chiffrée du cabinet.'}
        </p>
        {question.wrong && (
          <p className="problem blocking" role="alert">
            Cette phrase n’ouvre pas la base.
          </p>
        )}
        <Secret id="phrase" label="Phrase secrète" value={phrase} onChange={setPhrase} first />
        {creating && (
          <Secret id="again" label="La même, une seconde fois" value={again} onChange={setAgain} />
        )}
        <p className="tiny" role="status">
          {remark}
        </p>
        <div className="secret-acts">
          <button type="button" className="btn" onClick={() => onAnswer(null)}>
            Renoncer <kbd>Échap</kbd>
          </button>
          <button type="submit" className="btn filled" disabled={!ready}>
            {creating ? 'Créer' : 'Ouvrir'} <kbd>⏎</kbd>
          </button>
        </div>
      </form>
    </main>
  );
}

/** What is still missing, or null. */
export function remarkOn(phrase: string, again: string): string | null {
  if (phrase.length < SHORTEST) return `Au moins ${SHORTEST} caractères.`;
  if (again !== '' && again !== phrase) return 'Les deux phrases diffèrent.';
  return null;
}

function Secret(props: {
  id: string;
  label: string;
  value: string;
  onChange: (v: string) => void;
  first?: boolean;
}) {
  return (
    <>
      <label className="field-label" htmlFor={props.id}>
        {props.label}
      </label>
      <input
        id={props.id}
        className="field"
        type="password"
        autoComplete="off"
        maxLength={256}
        // biome-ignore lint/a11y/noAutofocus: a window with this one thing to do
        autoFocus={props.first ?? false}
        value={props.value}
        onChange={(e) => props.onChange(e.target.value)}
      />
    </>
  );
}
