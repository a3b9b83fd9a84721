/** The one bridge between the page and us: calls with answers, and events. The page sees nothing else of Electron or Node. */

import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron';

contextBridge.exposeInMainWorld('chokepoint', {
  // The reply comes as JSON text: an object would be copied value by value into the page's world, 20 ms for a notebook's answer.
  rpc: (method: string, params: unknown): Promise<string> => ipcRenderer.invoke('rpc', method, params),
  pathOf: (file: File): string => webUtils.getPathForFile(file),
  // What nothing refers to any more goes back to the system now. The browser by itself would keep it until memory is short.
  giveBack: (): void => webFrame.clearCache(),
  on: (event: string, listener: (payload: unknown) => void): (() => void) => {
    const receive = (_: unknown, name: string, payload: unknown): void => {
      if (name === event) listener(payload);
    };
    ipcRenderer.on('event', receive);
    return () => void ipcRenderer.off('event', receive);
  },
});
