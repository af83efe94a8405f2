/** Duty coverage on a real database: all sentences loaded, evidence counted from what was done, publishing blocked by open questions. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editRecord } from '../../../kernel/register/write.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { cash } from '../../money/cash/index.ts';
import { policies } from '../../people/policies/index.ts';
import { bills } from '../bills/index.ts';
import { calls, GroupAnswer, MemberGroup } from '../calls/index.ts';
import { GoldThreshold, StudentPrice } from '../cards/index.ts';
import { startCare, type Care } from '../complaints/complaints.testing.ts';
import { PerYuan, points } from '../points/index.ts';
import { shifts } from '../shifts/index.ts';
import { CoverageBySection, type Coverage, DutyCoverage } from './coverage.ts';
import { DutyStatement } from './edition.ts';
import { coverage, StatementEdition, StatementEditionProcess } from './index.ts';

let c: Care;
let edition: string;
beforeAll(async () => {
  c = await startCare([shifts, cash, bills, points, calls, policies, coverage]);
  edition = (await c.t.create(StatementEdition, c.shen, { name: '2026 版' })).id;
}, 180_000);
afterAll(() => c.t.close());
const seen = async (month: string, who = c.shen) => (await c.t.run(who, (tx) => DutyCoverage.run(tx, { month } as never))) as Coverage;
const standing = async (code: string, month = '2026-12') => (await seen(month)).statements.find((s) => s.code === code)?.standing;

test('新建版本即装入第四、五条全部条文，页面全部列出 [AS-44]', async () => {
  const page = await seen('2026-12');
  expect([page.statements.length, (await c.t.read(StatementEdition, edition)).statements, page.statements.filter((s) => s.code.startsWith('VIP-')).length]).toEqual([159, 159, 97]);
  expect([page.statements[0]!.code, page.statements.at(-1)!.code, page.statements.find((s) => s.code === 'VIP-5.3')?.owner]).toEqual(['VIP-1.1', 'LOG-10.11', ['客服专员', 'VIP agent']]);
  await expect(c.t.create(DutyStatement, c.shen, { edition, code: 'VIP-99.1', section: 'VIP-99', words: '编造的', words_en: 'Invented' })).rejects.toThrow('not_allowed');
});

test('做过才算落实，只算当月；别的月份、没做的、没有手段的各是各的 [AS-44]', async () => {
  expect(await standing('VIP-5.3')).toBe('not_yet');
  const group = await c.t.create(MemberGroup, c.shen, { platform: 'qq', group_no: '608112233', name: '星河会会员一群', keeper: c.li.id });
  await c.t.create(GroupAnswer, c.li, { member_group: group.id, asked_at: c.t.now(), asker: '小星星', subject: 'points', question: '积分换什么？', answer: '本季可换果盘。' });
  expect([await standing('VIP-5.3'), await standing('VIP-5.3', '2026-11'), await standing('LOG-5.1')]).toEqual(['fulfilled', 'not_yet', 'open_question']);
  const proof = (await seen('2026-12')).statements.find((s) => s.code === 'VIP-5.3')!.proofs[0]!;
  expect([proof.name, proof.count, proof.register]).toEqual(['group_answer.create', 1, 'group_answer']);
  await expect(seen('十二月')).rejects.toThrow('coverage.month');
});

test('金卡门槛、积分率、学生卡价格没有答复之前不能公布，并说出缺哪些；没有责任岗位的也不能 [AS-44] [G9] [G19] [G24]', async () => {
  expect((await seen('2026-12')).open.map((q) => q[0])).toEqual([GoldThreshold, PerYuan, StudentPrice].map((q) => q.label[0]));
  expect([await standing('VIP-8.2'), await standing('VIP-8.3'), await standing('VIP-8.4')]).toEqual(['open_question', 'open_question', 'open_question']);
  const publish = () => c.t.step(StatementEditionProcess, edition, 'publish', c.shen, {});
  await expect(publish()).rejects.toThrow('not_ready');
  await c.t.answer(GoldThreshold, 1_000_000);
  await c.t.answer(PerYuan, 1);
  await expect(publish()).rejects.toThrow(StudentPrice.label[1]);
  await c.t.answer(StudentPrice, 10_000);
  const [row] = await c.t.sql<{ id: string }>(`select id from duty_statement where tenant_id = $1 and code = 'VIP-5.3'`, [c.t.tenantId]);
  await c.t.run(c.t.system, async (tx) => { await tx.query('update duty_statement set owner_role = null where tenant_id = $1 and id = $2', [c.t.tenantId, row!.id]); });
  await expect(publish()).rejects.toThrow('VIP-5.3');
  await c.t.run(c.t.system, async (tx) => { await tx.query(`update duty_statement set owner_role = 'vip_agent' where tenant_id = $1 and id = $2`, [c.t.tenantId, row!.id]); });
  await publish();
  expect((await c.t.read(StatementEdition, edition)).state).toBe('published');
  expect((await seen('2026-12')).open).toEqual([]);
  const next = await c.t.create(StatementEdition, c.shen, { name: '2027 版' });
  await c.t.step(StatementEditionProcess, next.id, 'publish', c.shen, {});
  expect([(await c.t.read(StatementEdition, edition)).state, (await seen('2026-12')).edition!.name]).toEqual(['superseded', '2027 版']);
});

test('现行条文改得四项不全即退回，写明待定可以；草稿可以先缺着 [AS-44]', async () => {
  const draft = await c.t.create(StatementEdition, c.shen, { name: '试拟' });
  const rows = await c.t.sql<{ id: string; version: number; edition: string; state: string }>(
    `select s.id, s.version, s.edition, e.state from duty_statement s join statement_edition e on e.tenant_id = s.tenant_id and e.id = s.edition where s.tenant_id = $1 and s.code = 'VIP-5.3' and e.state <> 'superseded'`, [c.t.tenantId]);
  const edit = (row: { readonly id: string; readonly version: number } | undefined, values: object) => c.t.run(c.shen, (tx) => editRecord(tx, DutyStatement, row!.id, row!.version, values, null));
  const inForce = rows.find((r) => r.state === 'published');
  await expect(edit(inForce, { deputy_role: null })).rejects.toThrow('duty_statement.incomplete');
  await expect(edit(inForce, { frequency: null })).rejects.toThrow('duty_statement.incomplete');
  expect((await edit(inForce, { proofs: null, open_question: '在线群是否继续，待定' })).open_question).toBe('在线群是否继续，待定');
  expect(await standing('VIP-5.3')).toBe('open_question');
  expect((await edit(rows.find((r) => r.edition === draft.id), { deputy_role: null })).deputy_role).toBeNull();
  await expect(c.t.step(StatementEditionProcess, draft.id, 'publish', c.shen, {})).rejects.toThrow('VIP-5.3');
});

test('按章节汇总，四种情况之和等于条文数 [AS-44]', async () => {
  const page = await c.t.run(c.gao, (tx) => runReport(tx, CoverageBySection, { month: '2026-12' }));
  expect([page.rows.length, page.totals['statements'], page.proof.every((p) => p.ok)]).toEqual([19, 159, true]);
});
