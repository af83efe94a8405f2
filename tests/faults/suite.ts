/** A part of the suite on another database than its own. */
import { spawn } from 'node:child_process';

export interface Ran { readonly passed: number; readonly failed: number; readonly said: string }

export async function runSuite(url: string, part: readonly string[], more: { readonly [name: string]: string } = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'postgres', ...part], { env: { ...process.env, NO_COLOR: '1', DUTYDESK_TEST_POSTGRES: url, ...more } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
  await new Promise((done) => { child.once('close', done); });
  const count = (what: string) => Number(new RegExp(`Tests .*?(\\d+) ${what}`).exec(said)?.[1] ?? 0);
  return { passed: count('passed'), failed: count('failed'), said };
}

/** The lines that tell what failed. */
export const failuresIn = (said: string): string[] => said.split('\n').filter((line) => /FAIL|Error/.test(line));
