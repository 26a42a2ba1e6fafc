import type { Settings } from '../../shared/contract/status';
import { ActionButton } from '../parts/ActionButton';
import { FailureState, LoadingState } from '../parts/states';
import { Key } from '../shortcuts/Key';
import { useApplication } from '../state/application';
import { usePlaces } from '../state/places';
import { Correspondents } from './Correspondents';

const themes: Record<Settings['theme'], string> = {
  system: 'Comme le système',
  light: 'Clair',
  dark: 'Sombre',
};

/** The few things one sets, kept as they change. */
export function Reglages() {
  const { settings, app } = useApplication();
  if (settings.failure && !settings.value)
    return (
      <FailureState
        failure={settings.failure}
        onRetry={() => void useApplication.getState().refreshSettings()}
      />
    );
  if (!settings.value) return <LoadingState label="Les réglages se chargent" />;
  const value = settings.value;
  const save = (part: Partial<Settings>) =>
    void useApplication.getState().saveSettings({ ...value, ...part });
  const who = app.value?.professional;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="reglages page" tabIndex={0} aria-label="Réglages de Colloque">
      <h2 className="title">Réglages</h2>
      <fieldset className="setting">
        <legend>Apparence</legend>
        <div className="radios">
          {(Object.keys(themes) as Settings['theme'][]).map((theme) => (
            <label key={theme} className="tick">
              <input
                type="radio"
                name="theme"
                checked={value.theme === theme}
                onChange={() => save({ theme })}
              />
              {themes[theme]}
            </label>
          ))}
        </div>
      </fieldset>
      <section className="setting">
        <label htmlFor="rgpd" className="setting-title">
          Mention d’information (RGPD), imprimée au bas des documents
        </label>
        <textarea
          id="rgpd"
          className="field"
          rows={3}
          maxLength={500}
          value={value.rgpdMention}
          onChange={(e) => save({ rgpdMention: e.target.value })}
        />
      </section>
      <fieldset className="setting">
        <legend>Messagerie</legend>
        <label className="tick">
          <input
            type="checkbox"
            checked={value.markRead}
            onChange={(e) => save({ markRead: e.target.checked })}
          />
          Marquer comme lu, dans la boîte MSSanté, ce qui a été lu ici
        </label>
        <p className="muted">
          Vos autres messageries le voient alors comme lu. Colloque ne déplace et ne supprime jamais rien dans
          la boîte.
        </p>
      </fieldset>
      <Correspondents list={value.correspondents} onChange={(correspondents) => save({ correspondents })} />
      <section className="setting">
        <h2 className="setting-title">Aide</h2>
        <p>
          <ActionButton onAct={() => usePlaces.getState().show('help')}>
            Raccourcis clavier <Key of="help" />
          </ActionButton>
        </p>
        <p className="muted">
          {app.value && `Colloque ${app.value.version} · ${app.value.practiceName}`}
          {who && ` · ${who.name}${who.rpps ? `, RPPS ${who.rpps}` : ''}`}
        </p>
      </section>
    </section>
  );
}
