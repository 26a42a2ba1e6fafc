import { type Command, refresh } from './session';

/** IDLE (RFC 2177): what changes is told at once, until DONE. */
export const idle: Command = async (session) => {
  const { wire } = session;
  wire.write('+ idling\r\n');
  refresh(session);
  const stop = session.selected!.folder.onChange(() => refresh(session));
  const line = await wire.line(1024);
  stop();
  if (line === null) return null;
  return line.trim().toUpperCase() === 'DONE' ? 'OK IDLE completed' : 'BAD Expected DONE';
};
