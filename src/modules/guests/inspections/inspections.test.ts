/** Inspections on a real database: drawn moments only the inspector sees, checklists, notices from the signature to the recheck. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { recordPage } from '../../../kernel/register/page.ts';
import { runReport } from '../../../kernel/report/run.ts';
import { newId } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { CheckItem, Inspection, InspectionLine, InspectionProcess, inspections, InspectionsByArea, InspectionVisit, InspectionVisitProcess, RectificationNotice, RectificationNoticeProcess } from './index.ts';
import { RecheckBy } from './parameters.ts';
import type { Round } from './round.ts';
import { InspectionRound } from './round.ts';

let t: TestKernel;
let [shen, he, gao, zhou, gm]: Actor[] = [];
beforeAll(async () => {
  t = await startTest({ modules: [inspections], now: '2026-12-03T13:00:00Z' });
  [shen, he, gao, zhou, gm] = [await t.actor('vip_director', 'VIP', '沈嘉树'), await t.actor('duty_supervisor', 'VIP', '何强'), await t.actor('vip_manager', 'VIP', '高敏'), await t.actor('vip_agent', 'VIP', '周宇'), await t.actor('operations_gm', 'YL', '梁振业')];
  for (const [i, name] of ['灭火器在有效期内', '疏散通道畅通'].entries()) await t.create(CheckItem, shen, { area: 'fire', name, place: i + 1 });
}, 120_000);
afterAll(() => t.close());

const photo = () => [newId(t.now())];
async function inspect(found: readonly ('ok' | 'fault')[]): Promise<{ id: string; lines: string[] }> {
  const { id } = await t.create(Inspection, shen!, { area: 'fire' });
  const items = await t.sql<{ id: string }>(`select id from check_item where tenant_id = $1 and area = 'fire' order by place`, [t.tenantId]);
  const lines = [];
  for (const [i, item] of items.entries()) lines.push((await t.create(InspectionLine, shen!, { inspection: id, item: item.id, outcome: found[i]!, note: found[i] === 'fault' ? '12 号灭火器 11 月 30 日到期' : null })).id);
  return { id, lines };
}
const draft = async (more: { due_on?: string; responsible?: string } = {}) => {
  const { id, lines } = await inspect(['fault', 'ok']);
  await t.step(InspectionProcess, id, 'finish', shen!, { present: '周宇' });
  const notice = await t.create(RectificationNotice, shen!, { inspection: id, line: lines[0]!, fault: '12 号灭火器过期', demand: '更换并登记', responsible: more.responsible ?? zhou!.id, ...(more.due_on ? { due_on: more.due_on } : {}) });
  return { inspection: id, notice: notice.id };
};
const read = (id: string) => t.read(RectificationNotice, id);
const signed = () => [t.sign('director', shen!)];
async function acknowledged(): Promise<string> {
  const { notice } = await draft();
  await t.step(RectificationNoticeProcess, notice, 'issue', shen!, {}, signed());
  await t.step(RectificationNoticeProcess, notice, 'acknowledge', zhou!, {}, [t.sign('responsible', zhou!)]);
  return notice;
}

test('消防检查发现灭火器过期：通知书 ZG-2026-0012 一式两份，期限 12-10，签收，逾期报总经理，另一人复查销项 [VIP-9.2] [AS-32]', async () => {
  t.at('2026-12-03T13:00:00Z');
  for (let n = 1; n <= 11; n++) await draft();
  const { inspection, notice } = await draft();
  expect(await read(notice)).toMatchObject({ number: 'ZG-2026-0012', due_on: '2026-12-10', area: 'fire', state: 'drafted' });
  await expect(t.step(InspectionProcess, inspection, 'all_noticed', shen!, {})).rejects.toThrow('not_ready');
  const issued = await t.step(RectificationNoticeProcess, notice, 'issue', shen!, {}, signed());
  const [slip] = await t.sql<{ copies: unknown[]; lines: string }>(`select content->'copies' as copies, content->>'lines' as lines from slip where tenant_id = $1 and id = $2`, [t.tenantId, issued.slips[0]]);
  expect([slip!.copies.length, slip!.lines.includes('ZG-2026-0012'), slip!.lines.includes('周宇')]).toEqual([2, true, true]);
  await t.step(InspectionProcess, inspection, 'all_noticed', shen!, {});
  await expect(t.step(RectificationNoticeProcess, notice, 'acknowledge', he!, {}, [t.sign('responsible', he!)])).rejects.toThrow('not_ready');
  await t.step(RectificationNoticeProcess, notice, 'acknowledge', zhou!, {}, [t.sign('responsible', zhou!)]);
  t.at('2026-12-10T23:59:00Z');
  await t.tick();
  expect((await read(notice)).state).toBe('acknowledged');
  t.at('2026-12-11T00:00:00Z'); // 12-11 08:00, the business day of 12-10 is over
  await t.tick();
  expect((await read(notice)).state).toBe('escalated');
  expect((await t.tasks(gm!)).find((x) => x.recordId === notice)?.step).toBe('instruct');
  await expect(t.step(RectificationNoticeProcess, notice, 'correct', zhou!, { correction: '已更换' } as never)).rejects.toMatchObject({ fields: { evidence: expect.anything() as unknown } });
  await t.step(RectificationNoticeProcess, notice, 'correct', zhou!, { correction: '已更换 12 号灭火器', evidence: photo() });
  await expect(t.step(RectificationNoticeProcess, notice, 'recheck', zhou!, { passed: true, recheck_note: '自己看过了' })).rejects.toMatchObject({ status: 403 });
  await t.step(RectificationNoticeProcess, notice, 'recheck', he!, { passed: true, recheck_note: '新瓶 2028 年到期' });
  expect(await read(notice)).toMatchObject({ state: 'closed', rechecked_by: he!.id, corrected_by: zhou!.id });
});

test('复查须由另一人：整改人是主管时他自己不能复查；从严时检查人也不能 [AS-32]', async () => {
  t.at('2026-12-03T13:00:00Z');
  const notice = await acknowledged();
  await t.step(RectificationNoticeProcess, notice, 'correct', he!, { correction: '已更换', evidence: photo() });
  await expect(t.step(RectificationNoticeProcess, notice, 'recheck', he!, { passed: true, recheck_note: '自查' })).rejects.toThrow('not_ready');
  await t.answer(RecheckBy, 'not_inspector_either', '2026-12-01');
  await expect(t.step(RectificationNoticeProcess, notice, 'recheck', shen!, { passed: true, recheck_note: '看过' })).rejects.toThrow('not_ready');
  await t.answer(RecheckBy, 'not_corrector', '2026-12-01');
  await t.step(RectificationNoticeProcess, notice, 'recheck', gao!, { passed: false, recheck_note: '未登记' });
  expect(await read(notice)).toMatchObject({ state: 'acknowledged', sent_back: 1 });
});

test('总经理批示新期限后继续整改；未签收的先签收', async () => {
  t.at('2026-12-03T13:00:00Z');
  const { notice } = await draft();
  await t.step(RectificationNoticeProcess, notice, 'issue', shen!, {}, signed());
  t.at('2026-12-12T13:00:00Z');
  await t.tick();
  await expect(t.step(RectificationNoticeProcess, notice, 'correct', zhou!, { correction: '已更换', evidence: photo() })).rejects.toThrow('not_ready');
  await expect(t.step(RectificationNoticeProcess, notice, 'instruct', gm!, { instruction: '三日内完成', due_on: '2026-12-11' })).rejects.toThrow('rectification_notice.due');
  await t.step(RectificationNoticeProcess, notice, 'instruct', gm!, { instruction: '三日内完成', due_on: '2026-12-15' });
  expect(await read(notice)).toMatchObject({ state: 'issued', due_on: '2026-12-15' });
});

test('责任人须在本单位有岗位；期限不早于今天；作废的单据留号', async () => {
  t.at('2026-12-03T13:00:00Z');
  const stranger = await t.actor('vip_agent', 'FS', '段飞');
  await expect(draft({ responsible: stranger.id })).rejects.toThrow('rectification_notice.responsible');
  await expect(draft({ due_on: '2026-12-02' })).rejects.toThrow('rectification_notice.due');
  const { notice } = await draft();
  await t.step(RectificationNoticeProcess, notice, 'issue', shen!, {}, signed());
  await t.step(RectificationNoticeProcess, notice, 'cancel', shen!, { reason: '写错区域' });
  expect(await t.sql('select 1 from slip_cancel c join slip s on s.tenant_id = c.tenant_id and s.id = c.slip_id where s.record_id = $1', [notice])).toHaveLength(1);
});

test('检查项逐项查完才能结束；有问题要写明；别的区域、别人的检查、结束后都不能填', async () => {
  t.at('2026-12-03T13:00:00Z');
  const { id } = await t.create(Inspection, shen!, { area: 'fire' });
  const [first, second] = await t.sql<{ id: string }>(`select id from check_item where tenant_id = $1 and area = 'fire' order by place`, [t.tenantId]);
  const other = await t.create(CheckItem, shen!, { area: 'machine_room', name: '机房温度', place: 1 });
  await expect(t.create(InspectionLine, shen!, { inspection: id, item: first!.id, outcome: 'fault' })).rejects.toThrow('inspection_line.note');
  await expect(t.create(InspectionLine, shen!, { inspection: id, item: other.id, outcome: 'ok' })).rejects.toThrow('inspection_line.area');
  await expect(t.create(InspectionLine, gm!, { inspection: id, item: first!.id, outcome: 'ok', unit_id: t.unit('VIP') })).rejects.toThrow('inspection_line.inspector');
  await t.create(InspectionLine, shen!, { inspection: id, item: first!.id, outcome: 'ok' });
  await expect(t.step(InspectionProcess, id, 'finish', shen!, {})).rejects.toThrow('not_ready');
  await t.create(InspectionLine, shen!, { inspection: id, item: second!.id, outcome: 'na' });
  await t.step(InspectionProcess, id, 'finish', shen!, {});
  expect((await t.read(Inspection, id)).state).toBe('ok');
  await expect(t.create(InspectionLine, shen!, { inspection: id, item: first!.id, outcome: 'ok' })).rejects.toThrow('inspection_line.over');
});

test('每区每月抽两次，只有检查人看得到时间，也没有任务泄露；到点才能开始，漏查重抽 [VIP-9.2] [G22]', async () => {
  t.at('2027-01-01T02:00:00Z');
  await t.tick();
  const visits = await t.sql<{ id: string; area: string; planned_at: Date; seed: string }>(`select id, area, planned_at, seed from inspection_visit where tenant_id = $1 order by area, planned_at`, [t.tenantId]);
  expect(visits.map((v) => v.area)).toEqual(['fire', 'fire', 'machine_room', 'machine_room', 'monitoring_room', 'monitoring_room']);
  const seen = async (actor: Actor) => (await t.run(actor, (tx) => listPage(tx, InspectionVisit, { page: 1, size: 50 }))).rows.length;
  expect([await seen(shen!), await seen(gao!), await seen(gm!), (await t.tasks(he!)).length >= 0]).toEqual([6, 0, 0, true]);
  expect((await t.tasks(shen!)).filter((x) => x.register === 'inspection_visit')).toEqual([]);
  const [done] = await t.sql<{ evidence: unknown }>(`select evidence from duty_occurrence where tenant_id = $1 and duty = 'inspection_plan' and day = '2027-01-01'`, [t.tenantId]);
  expect(done!.evidence).toEqual({ fire: 2, machine_room: 2, monitoring_room: 2 });
  await t.tick();
  expect(await seen(shen!)).toBe(6);
  const first = visits[0]!;
  t.at(new Date(first.planned_at.getTime() - 16 * 60_000).toISOString());
  await expect(t.step(InspectionVisitProcess, first.id, 'carry_out', shen!, {})).rejects.toThrow('not_ready');
  t.at(first.planned_at.toISOString());
  await expect(t.step(InspectionVisitProcess, first.id, 'carry_out', gm!, {})).rejects.toMatchObject({ status: 404 });
  await t.step(InspectionVisitProcess, first.id, 'carry_out', shen!, {});
  const round = (await t.run(shen!, (tx) => InspectionRound.run(tx, {} as never))) as Round;
  expect([round.current?.area, round.current?.items.length, round.visits.some((v) => v.id === first.id)]).toEqual(['fire', 2, false]);
  const missed = visits[2]!;
  t.at(new Date(missed.planned_at.getTime() + 20 * 3_600_000).toISOString());
  await t.tick();
  const again = await t.sql<{ seed: string; planned_at: Date }>(`select seed, planned_at from inspection_visit where tenant_id = $1 and area = 'machine_room' and state = 'planned'`, [t.tenantId]);
  expect([again.some((v) => v.seed === `${missed.seed}+`), again.every((v) => v.planned_at > missed.planned_at)]).toEqual([true, true]);
});

test('月度统计按区域列出应查与已查，合计与台账相符 [VIP-9.2]', async () => {
  const page = await t.run(gm!, (tx) => runReport(tx, InspectionsByArea, { month: '2026-12' }));
  expect([page.rows.length, page.rows[0]!['wanted'], page.totals['done']! > 12, page.proof.every((p) => p.ok), page.totals['overdue']]).toEqual([3, 2, true, true, 3]);
});

test('第一份整改通知书也从检查记录开：还没有时，能开的人看得到这一栏，别人看不到', async () => {
  const { id } = await inspect(['fault', 'ok']);
  const notices = async (who: Actor) => (await t.run(who, (tx) => recordPage(tx, Inspection, id))).related.filter((r) => r.register === 'rectification_notice').map((r) => r.total);
  expect([await notices(shen!), await notices(gao!)]).toEqual([[0], []]);
});
