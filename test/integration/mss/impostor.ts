import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface Impostor {
  port: number;
  /** Everything clients sent in clear or after TLS, in order. */
  heard: string[];
  stop(): Promise<void>;
}

/** A server that answers what a test tells it to: `play` has each connection, secured first when `tls` is given. */
export async function impostor(
  play: (socket: Socket, heard: string[]) => void,
  tls?: TlsOptions,
): Promise<Impostor> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  const serve = (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    play(socket, heard);
  };
  const server: Server = tls ? createTlsServer(tls, serve) : createServer(serve);
  if (tls) {
    server.on('tlsClientError', () => {});
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('error', () => socket.destroy());
    });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    heard,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Calls `answer` for each line received; what it returns is sent. */
export function byLine(
  socket: Socket,
  heard: string[],
  answer: (line: string) => string | null | undefined,
): void {
  let rest = '';
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      heard.push(line);
      const reply = answer(line);
      if (reply && !socket.destroyed) socket.write(reply, 'latin1');
    }
  });
}
