import { useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { type Choice, Completion } from '../parts/Completion';
import { PatientLine } from '../patient/PatientLine';
import { usePatientSearch } from '../patient/usePatientSearch';
import { useDossier } from '../state/dossier';
import { usePlaces } from '../state/places';
import { actionsNow } from './actions';

/** Ctrl+K: patients, places and actions, in one field. */
export function Palette() {
  const open = usePlaces((s) => s.over === 'palette');
  const close = () => usePlaces.getState().show(null);
  return (
    <ModalOverlay className="veil top" isOpen={open} onOpenChange={(o) => !o && close()} isDismissable>
      <Modal className="sheet palette">
        <Dialog className="dialog" aria-label="Palette">
          <PaletteField onClose={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteField({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const { found } = usePatientSearch(text);
  const actions = actionsNow(text);
  const choices: Choice[] = [
    ...found.map((s) => ({ key: s.patient.id, content: <PatientLine summary={s} /> })),
    ...actions.map((a) => ({
      key: a.key,
      content: (
        <span className="palette-action">
          {a.label} <kbd>{a.hint}</kbd>
        </span>
      ),
    })),
  ];
  return (
    <Completion
      label="Palette : un patient, un lieu, une action"
      hideLabel
      placeholder="Un patient (3 lettres), un lieu, une action…"
      text={text}
      onText={setText}
      autoFocus
      choices={choices}
      remark={choices.length ? null : 'Rien ne correspond.'}
      onEscape={onClose}
      onChoose={(i) => {
        const patient = found[i];
        if (!patient) return actions[i - found.length]?.run();
        usePlaces.getState().go('dossier');
        void useDossier.getState().open(patient.patient.id);
      }}
    />
  );
}
