import { stand } from './stand';

process.exitCode = await stand((line) => process.stdout.write(`${line}\n`), process.env).catch(
  (e: unknown) => {
    process.stderr.write(
      `Le bac à sable n’a pas démarré\u202f: ${e instanceof Error ? e.message : String(e)}\n`,
    );
    return 1;
  },
);
