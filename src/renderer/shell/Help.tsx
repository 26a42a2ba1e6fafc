import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { ActionButton } from '../parts/ActionButton';
import { printKey, type Scope, type Shortcut, scopes, shortcuts } from '../shortcuts/registry';
import { usePlaces } from '../state/places';

/** The keys, written from the registry: what is not there does not exist. */
export function Help() {
  const open = usePlaces((s) => s.over === 'help');
  const close = () => usePlaces.getState().show(null);
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={(o) => !o && close()} isDismissable>
      <Modal className="sheet help">
        <Dialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title">Raccourcis clavier</Heading>
            <ActionButton quiet onAct={close}>
              Fermer <kbd>Échap</kbd>
            </ActionButton>
          </header>
          <div className="help-columns">
            {(Object.keys(scopes) as Scope[]).map((scope) => (
              <section key={scope}>
                <h3>{scopes[scope]}</h3>
                <dl>
                  {(shortcuts as readonly Shortcut[])
                    .filter((s) => s.scope === scope)
                    .map((s) => (
                      <div key={s.id}>
                        <dt>
                          {s.keys.map((k) => (
                            <kbd key={k}>{printKey(k)}</kbd>
                          ))}
                        </dt>
                        <dd>{s.help}</dd>
                      </div>
                    ))}
                </dl>
              </section>
            ))}
          </div>
          <p className="muted">
            Les lettres n’agissent pas pendant la saisie dans un champ ; Échap rend la main au clavier.
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
