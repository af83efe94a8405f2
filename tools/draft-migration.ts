/** Prints the tables that a module's definitions ask for, as the draft of its first migration: `npm run draft-migration guests/lost-property`. */
import { tableSql } from '../src/kernel/database/schema.ts';
import { withSystem } from '../src/kernel/runtime.ts';
import { modules } from '../src/modules.ts';

const wanted = process.argv[2];
const all = withSystem(modules);
const known = new Set(all.flatMap((m) => m.registers.map((r) => r.name)));
const chosen = all.filter((m) => `${m.area}/${m.name}` === wanted);
if (chosen.length === 0) {
  process.stderr.write(`Usage: npm run draft-migration <area>/<module>; there are: ${all.map((m) => `${m.area}/${m.name}`).join(' ')}\n`);
  process.exitCode = 2;
}
for (const m of chosen) {
  process.stdout.write(`-- Why: registers of ${m.area}/${m.name}.\n\n`);
  process.stdout.write(`${m.registers.map((r) => tableSql(r, known)).join('\n\n')}\n`);
}
