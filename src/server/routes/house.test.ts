/** The state of the installation: for who answers for all of it, and nobody else; a backup made and verified from the page. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HouseState } from '../../kernel/api.ts';
import { openHouse, type House, type Person } from '../../../tests/access/house.ts';

let house: House;
let admin: Person;
beforeAll(async () => {
  house = await openHouse({ modules: [] });
  admin = await house.person(house.here, 'administrator', 'YL');
}, 60_000);
afterAll(() => house.close());

const state = async (): Promise<HouseState> => (await house.ask('GET', '/api/house', admin)).json<HouseState>();
const start = (what: string, who: Person = admin) => house.ask('POST', `/api/house/${what}`, { token: who.token, body: {} });
const ended = async (): Promise<HouseState> => { await expect.poll(async () => (await state()).jobs[0]?.state, { timeout: 60_000 }).toMatch(/done|failed/); return state(); };

test('只有管全组织的管理员看得到、做得了；下级单位的管理员和审计员不行', async () => {
  const [part, auditor] = [await house.person(house.here, 'administrator', 'VIP'), await house.person(house.here, 'auditor', 'YL')];
  for (const who of [part, auditor]) {
    expect((await house.ask('GET', '/api/house', who)).status).toBe(403);
    expect((await start('backup', who)).status).toBe(403);
    expect((await house.ask('GET', '/api/me', who)).json<{ may: string[] }>().may).not.toContain('house.read');
  }
  expect((await house.ask('GET', '/api/me', admin)).json<{ may: string[] }>().may).toContain('house.read');
});

test('没有备份时说出来；备份做好列出来，第二份要等；校验把它恢复到临时库核对', async () => {
  const before = await state();
  expect([before.backups, before.findings.filter((f) => !f.ok).map((f) => f.what[0])]).toEqual([[], ['还没有备份；请执行 backup']]);
  expect((await start('verify')).code).toBe('house.no_backup');
  const [one, two] = await Promise.all([start('backup'), start('backup')]);
  expect([one.code || one.status, two.code || two.status].sort()).toEqual([200, 'house.busy']);
  const made = await ended();
  expect([made.jobs[0]?.state, made.backups.length, made.findings.every((f) => f.ok)]).toEqual(['done', 1, true]);
  expect((await start('verify')).status).toBe(200);
  const verified = await ended();
  expect(verified.jobs[0]).toMatchObject({ kind: 'house.verify', state: 'done' });
  expect(verified.jobs[0]?.said?.[0]).toContain(verified.backups[0]!.name);
}, 120_000);
