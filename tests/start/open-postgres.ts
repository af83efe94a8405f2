import { startPostgres } from '../../src/server/postgres.ts';

/** A process that opens the database in the folder it is given and stays. For tests that kill it. */
try {
  const postgres = await startPostgres({ dataDir: process.argv[2] ?? '', log: () => { /* the test looks at the outcome */ } });
  process.stdout.write(`started ${postgres.pid}\n`);
  setInterval(() => { /* stay */ }, 1_000);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
