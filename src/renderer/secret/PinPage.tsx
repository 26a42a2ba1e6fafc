import { useState } from 'react';
import type { PinQuestion } from '../bridge/secret';

const PIN = /^\d{4}$/;

/** The card's code, typed here and nowhere else. Tries left are said before the third is lost. */
export function PinPage({
  question,
  onAnswer,
}: {
  question: PinQuestion;
  onAnswer: (pin: string | null) => void;
}) {
  const [pin, setPin] = useState('');
  const { holder, triesLeft, lastWrong, reason } = question;
  const last = triesLeft === 1;
  return (
    <main className="secret">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (PIN.test(pin)) onAnswer(pin);
        }}
        onKeyDown={(e) => e.key === 'Escape' && onAnswer(null)}
      >
        <h1>Code de la carte CPS</h1>
        {holder && <p className="holder">{holder}</p>}
        {reason && <p className="muted">{reason}</p>}
        {lastWrong && (
          <p className="problem blocking" role="alert">
            Code faux.
          </p>
        )}
        <label className="field-label" htmlFor="pin">
          Code porteur
        </label>
        <input
          id="pin"
          className="field pin"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: a window with this one field
          autoFocus
          maxLength={4}
          value={pin}
          onChange={(e) => setPin(e.target.value.replace(/\D/g, ''))}
          aria-describedby="tries"
        />
        <p id="tries" className={last ? 'problem blocking' : 'tiny'}>
          {triesLeft !== null && tries(triesLeft)}
        </p>
        <div className="secret-acts">
          <button type="button" className="btn" onClick={() => onAnswer(null)}>
            Renoncer <kbd>Échap</kbd>
          </button>
          <button type="submit" className="btn filled" disabled={!PIN.test(pin)}>
            Valider <kbd>⏎</kbd>
          </button>
        </div>
      </form>
    </main>
  );
}

const tries = (left: number) =>
  left === 1
    ? 'Dernier essai : un code faux de plus bloquera la carte.'
    : `${left} essais restants avant blocage de la carte.`;
