/** npm run dutydesk -- <command>: runs one command of the program in this terminal (doctor, backup, restore, user …). */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureNode, ensurePackages, PROJECT } from './node-runtime.mjs';

await ensureNode();
ensurePackages();
await ensureBuilt();
const { status } = spawnSync(process.execPath, ['--enable-source-maps', join(PROJECT, 'dist', 'server.mjs'), ...(process.argv.length > 2 ? process.argv.slice(2) : ['help'])],
  { cwd: PROJECT, stdio: 'inherit', env: { ...process.env, NODE_ENV: process.env.NODE_ENV || 'production' } });
process.exit(status ?? 1);
