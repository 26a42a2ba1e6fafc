import { useEffect } from 'react';
import { Dossier } from '../dossier/Dossier';
import { Envois } from '../envois/Envois';
import { Reception } from '../reception/Reception';
import { Rediger } from '../rediger/Rediger';
import { Reglages } from '../reglages/Reglages';
import { listen } from '../shortcuts/keyboard';
import type { Scope } from '../shortcuts/registry';
import { useShortcut } from '../shortcuts/useShortcut';
import { useApplication } from '../state/application';
import { useItem } from '../state/item';
import { type Place, placeNames, usePlaces } from '../state/places';
import { Help } from './Help';
import { NoticeLine } from './NoticeLine';
import { Palette } from './Palette';
import { Rail } from './Rail';
import { OVERLAYS } from './ServiceLights';

const screens: Record<Place, () => React.ReactNode> = {
  reception: Reception,
  dossier: Dossier,
  envois: Envois,
  rediger: Rediger,
  reglages: Reglages,
};

/** The scopes in which a key is looked up now, narrowest first. */
function scopesNow(): Scope[] {
  const { place } = usePlaces.getState();
  const narrow: Scope[] = document.querySelector('[data-scope=pdf]') ? ['pdf'] : [];
  const here: Scope[] = place === 'reception' || place === 'dossier' || place === 'rediger' ? [place] : [];
  return [...narrow, ...here, 'global'];
}

/** The one window: band, rail, a place, a line for what was just done. */
export function App() {
  const place = usePlaces((s) => s.place);
  const { go, show } = usePlaces.getState();
  const sandbox = useApplication((s) => s.app.value?.sandbox ?? false);
  const theme = useApplication((s) => s.settings.value?.theme ?? 'system');
  const Screen = screens[place];

  useEffect(() => listen(window, scopesNow), []);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.title = `${placeNames[place]} – Colloque`;
  }, [place]);
  useShortcut('palette', () => show('palette'));
  useShortcut('help', () => show('help'));
  useShortcut('goReception', () => go('reception'));
  useShortcut('goDossier', () => go('dossier'));
  useShortcut('goEnvois', () => go('envois'));
  useShortcut('goRediger', () => go('rediger'));
  useShortcut('goReglages', () => go('reglages'));
  useShortcut('undo', () => void useItem.getState().undo());

  return (
    <div className={`app ${sandbox ? 'has-band' : ''}`}>
      {sandbox && <header className="band">Bac à sable – données fictives : rien ne sort de ce poste</header>}
      <Rail />
      <main className="place" data-place={place} aria-label={placeNames[place]}>
        <h1 className="unseen">{placeNames[place]}</h1>
        <Screen />
        <NoticeLine />
      </main>
      <Palette />
      <Help />
      <aside id={OVERLAYS} aria-label="Détails" />
    </div>
  );
}
