import { announce, defaultStateDir, withdraw } from './running';
import { startSandbox } from './start';

/**
 * The bac à sable as a program: starts, prints one JSON line (endpoints, configuration, state folder), stays until
 * SIGTERM or SIGINT, closes cleanly. Answers the exit status.
 */
export async function stand(out: (line: string) => void, env: NodeJS.ProcessEnv): Promise<number> {
  const stateDir = defaultStateDir(env);
  const sandbox = await startSandbox({
    stateDir,
    reader: env.COLLOQUE_SANDBOX_READER === 'vpcd' ? 'vpcd' : 'network',
  });
  announce(stateDir, sandbox.endpoints.control);
  out(JSON.stringify({ endpoints: sandbox.endpoints, stateDir, configuration: sandbox.configuration }));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
  withdraw(stateDir);
  await sandbox.close();
  return 0;
}
