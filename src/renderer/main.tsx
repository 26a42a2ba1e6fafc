import './jitless';
import '@fontsource-variable/inter/wght.css';
import './style/all';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App';
import { Guard } from './shell/Guard';
import { follow } from './state/follow';

follow();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale="fr-FR">
        <Guard>
          <App />
        </Guard>
      </I18nProvider>
    </StrictMode>,
  );
