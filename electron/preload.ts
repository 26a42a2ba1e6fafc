import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, Changed } from '../src/shared/contract/contract';

/** The only door of the main window. Main knows which methods exist and checks every call. */
const bridge: Bridge = {
  call: (method, request) => ipcRenderer.invoke('colloque:call', method, request),
  onChanged(listener) {
    const relay = (_event: unknown, changed: Changed) => listener(changed);
    ipcRenderer.on('colloque:changed', relay);
    return () => ipcRenderer.off('colloque:changed', relay);
  },
};

contextBridge.exposeInMainWorld('colloque', bridge);
