import { useState } from 'react';
import { Completion } from '../parts/Completion';
import { PatientLine } from './PatientLine';
import { usePatientSearch } from './usePatientSearch';

interface Props {
  onChoose: (patientId: string) => void;
  onEscape?: () => void;
  autoFocus?: boolean;
  inputId?: string;
  label?: string;
}

/** Finds one patient of the practice: three letters, ↓, ⏎. */
export function PatientSearch({ onChoose, onEscape, autoFocus = true, inputId, label }: Props) {
  const [text, setText] = useState('');
  const { found, remark } = usePatientSearch(text);
  return (
    <Completion
      label={label ?? 'Chercher un patient'}
      placeholder="Nom, prénom ou date de naissance"
      text={text}
      onText={setText}
      autoFocus={autoFocus}
      {...(inputId ? { inputId } : {})}
      remark={remark}
      choices={found.map((s) => ({ key: s.patient.id, content: <PatientLine summary={s} /> }))}
      onChoose={(i) => {
        const chosen = found[i];
        if (chosen) onChoose(chosen.patient.id);
      }}
      {...(onEscape ? { onEscape } : {})}
    />
  );
}
