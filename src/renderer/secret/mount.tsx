import '../jitless';
import '@fontsource-variable/inter/wght.css';
import '../style/tokens.css';
import '../style/base.css';
import '../style/secret.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { SecretBridge } from '../bridge/secret';

/** Draws a secret page once main has said what it asks. Without its door, the page stays inert. */
export async function mount(draw: (question: unknown, door: SecretBridge) => ReactNode): Promise<void> {
  const root = document.getElementById('root');
  const door = window.colloqueSecret;
  if (!root || !door) return;
  const question = await door.request();
  createRoot(root).render(draw(question, door));
}
