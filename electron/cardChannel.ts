import { utilityProcess } from 'electron';
import type { Channel } from '../src/main/card/channel';

/** The card process as one of Electron's own: it needs no `runAsNode`, and dies when we say so. */
export const cardChannel = (program: string) => (): Channel => {
  const child = utilityProcess.fork(program, [], { serviceName: 'Colloque – cartes', stdio: 'ignore' });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill() {
      // A call stuck in the PC/SC library ignores a polite end.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
};
