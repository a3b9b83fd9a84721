/** The one bridge between the page and us: calls with answers, and events. The page sees nothing else of Electron or Node. */

import { contextBridge, ipcRenderer, webUtils } from 'electron';

contextBridge.exposeInMainWorld('chokepoint', {
  rpc: (method: string, params: unknown): Promise<unknown> => ipcRenderer.invoke('rpc', method, params),
  pathOf: (file: File): string => webUtils.getPathForFile(file),
  on: (event: string, listener: (payload: unknown) => void): (() => void) => {
    const receive = (_: unknown, name: string, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on('event', receive);
    return () => void ipcRenderer.off('event', receive);
  },
});
