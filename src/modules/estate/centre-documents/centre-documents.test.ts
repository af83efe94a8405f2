/** The four documents of a centre: every figure from records, for any centre and period, as page, Word and PDF; duty lists from templates. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ComposedPage } from '../../../kernel/api.ts';
import { createRecord, takeStep, type Actor } from '../../../kernel/index.ts';
import { runComposed } from '../../../kernel/report/composed.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { PLAIN_STYLE } from '../../../kernel/document/style.ts';
import { modules } from '../../../modules.ts';
import { writeComposedDocx } from '../../../server/files/composed-docx.ts';
import { writeComposedPdf } from '../../../server/files/composed-pdf.ts';
import { readPdf } from '../../../server/files/read-pdf.testing.ts';
import { zipText } from '../../../server/files/zip.ts';
import { Policy, PolicyCheck, PolicyProcess } from '../../people/policies/index.ts';
import { Employee } from '../../people/staff/index.ts';
import { inLanguage } from './english.ts';
import { CentreDuty, CentreDutyProcess, DutyTemplate } from './index.ts';
import { notActive, standOf } from './rules.ts';
import { DUTIES, TEMPLATES } from './templates.ts';

let t: TestKernel;
let gm: Actor;
let head: Actor;
const EXTRA = { organisation: '云岭服务集团', generatedBy: '严正', zone: 'Asia/Shanghai', style: PLAIN_STYLE, conditions: [] };
const KINDS = ['centre_duty_document', 'centre_rule_document', 'centre_summary_document', 'centre_status_document'];

beforeAll(async () => {
  t = await startTest({ modules, now: '2026-03-20T02:00:00Z' });
  gm = await t.actor('operations_gm', 'YL', '严正');
  head = await t.actor('logistics_head', 'LC', '荣升');
  await t.run(t.system, async (tx) => {
    for (const [i, unit] of ['LC', 'LC', 'CC', 'FS-NE'].entries()) await createRecord(tx, Employee, { staff_no: `E${i}`, name: `员工${i}`, hired_on: i === 1 ? '2026-02-15' : '2020-01-01', unit_id: t.unit(unit) });
    const { id } = await createRecord(tx, Policy, { code: 'HQ-CL', title: '车辆管理制度', kind: 'management_rule', check_every: 'quarter', body: '一、先申请，后用车。', unit_id: t.unit('LC') });
    await takeStep(tx, PolicyProcess, id, 'submit', {});
  });
  const [rule] = await t.sql<{ id: string }>('select id from policy where tenant_id = $1', [t.tenantId]);
  const affairs = await t.actor('general_affairs', 'YL');
  await t.step(PolicyProcess, rule!.id, 'review', affairs, { opinion: '可行' });
  await t.step(PolicyProcess, rule!.id, 'approve', gm, { opinion: null });
  await t.step(PolicyProcess, rule!.id, 'publish', head, { effective_from: '2026-03-20' });
  await t.create(PolicyCheck, head, { policy: rule!.id, result: 'kept', looked_at: '派车单' });
  await t.tick();
}, 180_000);
afterAll(() => t.close());

const document = (kind: string, unit: string, who: Actor = gm, span = { from: '2026-01-01', to: '2026-03-31' }): Promise<ComposedPage> => t.run(who, (tx) => runComposed(tx, tx.kernel.composedReports.get(kind)!, { centre: t.unit(unit), ...span }));
const said = (page: ComposedPage, section: string) => page.sections.find((s) => s.name === section)!.sentences.map((parts) => parts.map((p) => ('text' in p ? p.text : p)[0]).join('')).join('\n');
const word = async (page: ComposedPage) => zipText(await writeComposedDocx(page, 0, EXTRA), 'word/document.xml').replaceAll('</w:p>', '\n').replaceAll(/<[^>]+>/g, '');

test('供电客户服务中心：由模板得业务受理、计量指标、售电开票的职责，标明非原文；四项齐全才启用，启用的才进《职责》 [TEA-2]', async () => {
  const manager = await t.actor('centre_manager', 'CC', '秦岚');
  const loaded = await t.create(DutyTemplate, manager, { centre: t.unit('CC'), template: 'power' });
  const rows = await t.sql<{ id: string; section: string; words: string; origin: string; state: string; version: number }>('select id, section, words, origin, state, version from centre_duty where tenant_id = $1 and centre = $2 order by number', [t.tenantId, t.unit('CC')]);
  expect([loaded.duties, rows.length, [...new Set(rows.map((r) => r.section))], rows.every((r) => r.state === 'suggested' && r.origin.includes('非原文'))]).toEqual([7, 7, ['业务受理', '计量与指标', '售电开票'], true]);
  expect(said(await document('centre_duty_document', 'CC', manager), 'duties')).toMatch(/^现行职责 \d+ 条/);
  const bare = await t.create(CentreDuty, manager, { centre: t.unit('CC'), section: '其他', words: '未定的事' });
  await expect(t.step(CentreDutyProcess, bare.id, 'activate', manager, {})).rejects.toMatchObject({ label: ['还缺：责任岗位、代理岗位、频次、凭据', expect.anything()] });
  const before = await word(await document('centre_duty_document', 'CC', manager));
  for (const row of rows) await t.step(CentreDutyProcess, row.id, 'activate', manager, {});
  const after = await word(await document('centre_duty_document', 'CC', manager));
  for (const row of rows) expect([before.includes(row.words), after.includes(row.words)]).toEqual([false, true]);
  expect(after).not.toContain('未定的事');
  await t.step(CentreDutyProcess, rows[0]!.id, 'end', manager, { reason: '并入政务' });
  expect(await word(await document('centre_duty_document', 'CC', manager))).not.toContain(rows[0]!.words);
  await expect(t.create(DutyTemplate, manager, { centre: t.unit('CC'), template: 'power' })).rejects.toThrow('duty_template.double');
});

test('英文读者的文书全是英文：岗位、台账、定期事项、模板职责；自己写的职责照写的 [TEA-3]', async () => {
  expect(Object.values(DUTIES).flat(2).filter((text) => inLanguage(1, text) === text)).toEqual([]);
  const own = await t.create(CentreDuty, gm, { centre: t.unit('FS'), section: '自定', words: '看天', owner_role: '站长', deputy_role: '副站长', frequency: '每日', evidence: '日记' });
  await t.step(CentreDutyProcess, own.id, 'activate', gm, {});
  await t.create(DutyTemplate, gm, { centre: t.unit('FS'), template: 'government' });
  for (const row of await t.sql<{ id: string }>(`select id from centre_duty where tenant_id = $1 and centre = $2 and state = 'suggested'`, [t.tenantId, t.unit('FS')])) await t.step(CentreDutyProcess, row.id, 'activate', gm, {});
  const pages = await Promise.all(KINDS.map((kind) => document(kind, 'FS', { ...gm, lang: 1 })));
  const cells = pages.flatMap((p) => p.sections.flatMap((s) => s.tables.flatMap((table) => table.rows.flatMap((r) => table.columns.filter((c) => c.kind === 'text').map((c) => String(r[c.name]))))));
  expect([...new Set(cells.filter((cell) => /[\u4e00-\u9fff]/.test(cell)))].sort()).toEqual(['副站长', '看天', '站长', '自定', '日记'].sort());
  expect(cells).toEqual(expect.arrayContaining(['Counter', 'Head of the counter', 'Centre manager', 'Daily']));
  expect((await document('centre_duty_document', 'FS')).sections[1]!.tables[0]!.rows).toContainEqual(expect.objectContaining({ section: '窗口', owner: '窗口负责人', frequency: '每日' }));
});

test('七类中心的模板每条都有责任、另一代理、频次和凭据 [TEA-3]', () => {
  const all = (Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[]).flatMap((name) => DUTIES[name].map(([, , owner_role, deputy_role, frequency, evidence]) => notActive({ owner_role, deputy_role, frequency, evidence })));
  expect([all.length > 20, all.filter((missing) => missing !== null)]).toEqual([true, []]);
});

test.each(['LC', 'VIP', 'FS-NE'])('%s 的职责、规程、总结、汇报都能出，合计全部核对相符，Word 与 PDF 内容相同 [TEA-3]', async (unit) => {
  for (const kind of KINDS) {
    const page = await document(kind, unit);
    expect(page.sections.flatMap((s) => s.tables.flatMap((table) => table.proof)).filter((p) => !p.ok)).toEqual([]);
    const [docx, pdf] = [await word(page), readPdf((await writeComposedPdf(page, 0, EXTRA)).bytes).map((p) => p.text).join('\n')];
    for (const expected of [page.label[0], ...page.sections.map((s) => s.title[0]), '中心负责人']) expect([docx.includes(expected), pdf.includes(expected)]).toEqual([true, true]);
  }
});

test('总结的数字取自记录：期初期末人数、期间登记与检查；换期间即变；规程带正文，汇报说待办 [TEA-3]', async () => {
  const summary = await document('centre_summary_document', 'LC');
  expect(said(summary, 'people')).toBe('后勤服务中心期初在职 1 人，期末 2 人。');
  expect(said(summary, 'rules')).toBe('现行制度 1 份，期间检查 1 次，整改中 0 件。');
  const earlier = await document('centre_summary_document', 'LC', gm, { from: '2026-01-01', to: '2026-02-28' });
  expect([said(earlier, 'rules'), earlier.sections[0]!.asOf]).toEqual(['现行制度 0 份，期间检查 0 次，整改中 0 件。', '2026-02-28']);
  const work = summary.sections.find((s) => s.name === 'work')!.tables[0]!;
  expect(work.rows.find((r) => r['register'] === '制度文件')).toMatchObject({ opened: 1, steps: 4 });
  expect(said(await document('centre_rule_document', 'LC'), 'texts')).toBe('HQ-CL 车辆管理制度（第 1 版）\n一、先申请，后用车。');
  const [tasks] = await t.sql<{ n: number }>(`select count(*)::int as n from task where tenant_id = $1 and unit_id = $2 and done_at is null`, [t.tenantId, t.unit('LC')]);
  expect([said(await document('centre_status_document', 'LC'), 'open'), tasks!.n]).toEqual(['现有待办 0 件，其中逾期 0 件。', 0]);
});

test('只出自己够得着的中心，期间不倒置、不超过一年 [TEA-3]', async () => {
  const other = await document('centre_summary_document', 'VIP', head);
  expect([other.sections, other.withheld.length]).toEqual([[], 5]);
  await expect(document('centre_summary_document', 'LC', gm, { from: '2026-03-02', to: '2026-03-01' })).rejects.toThrow('centre_document.period');
  await expect(document('centre_summary_document', 'LC', gm, { from: '2024-01-01', to: '2026-01-01' })).rejects.toThrow('centre_document.period');
  await expect(document('centre_summary_document', 'LC', await t.actor('driver', 'LC'))).rejects.toThrow('not_allowed');
});

test('定期事项四种情况互不重叠', () => {
  const at = (iso: string) => new Date(iso);
  expect(standOf([{ due_at: at('2026-03-01'), done_at: at('2026-03-01') }, { due_at: at('2026-03-01'), done_at: at('2026-03-02') }, { due_at: at('2026-03-01'), done_at: null }, { due_at: at('2026-04-01'), done_at: null }], at('2026-03-10')))
    .toEqual({ due: 4, in_time: 1, late: 1, missed: 1, open: 1 });
});
