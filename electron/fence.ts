import { app, type Session, type WebContents } from 'electron';
import type { Log } from '../src/shared/log';
import { ORIGIN } from './scheme';

/** Addresses that never leave the machine: our pages, and what our pages made themselves. */
const own = (url: string) =>
  url.startsWith(`${ORIGIN}/`) || url.startsWith(`blob:${ORIGIN}/`) || url.startsWith('data:');

/** No permission, no request outside `app://`, no download, for anything shown in this session. */
export function fenceSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('window.permission-refused', { permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const cancel = !own(details.url) && !details.url.startsWith('devtools://');
    if (cancel) log.warn('window.request-refused', { scheme: details.url.split(':')[0] });
    answer({ cancel });
  });
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

/** No navigation, no new window, no embedded view, for any page of the app. */
export function fenceContents(log: Log): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const refuse = (event: { preventDefault(): void }) => {
      event.preventDefault();
      log.warn('window.navigation-refused', {});
    };
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-frame-navigate', refuse);
    contents.on('will-attach-webview', refuse);
    contents.setWindowOpenHandler(() => {
      log.warn('window.open-refused', {});
      return { action: 'deny' };
    });
  });
}
