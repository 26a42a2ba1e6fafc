import { contextBridge, ipcRenderer } from 'electron';

/** The only door of a secret window (PIN, passphrase): what is asked, and the answer. */
contextBridge.exposeInMainWorld('colloqueSecret', {
  request: () => ipcRenderer.invoke('secret:request'),
  answer: (secret: string | null) => ipcRenderer.send('secret:answer', secret),
});
