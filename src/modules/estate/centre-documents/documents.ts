/**
 * The four kinds of document of a service centre (职责、规程、总结、汇报), for any centre and period, to page, Word and PDF. They compute nothing that
 * is not a report of its own, and say as of when. Serves TEA-2, TEA-3.
 */
import { defineComposedReport, figure, type Label, type SentencePart, type Tx } from '../../../kernel/index.ts';
import type { ReportPage } from '../../../kernel/api.ts';
import { READERS } from './roles.ts';
import type { Span } from './rules.ts';
import { heads, initial, params, within } from './tables.ts';

interface Fill { readonly tx: Tx; readonly params: Span; readonly day: string; table(report: string, params: object, look?: { readonly caption?: Label; readonly columns?: readonly string[] }): Promise<ReportPage> }
type Sentence = readonly SentencePart[];
const total = (page: ReportPage, column: string): number => page.rows.reduce((n, r) => n + Number(r[column] ?? 0), 0);
const asOf = (c: Fill): string => (c.params.to < c.day ? c.params.to : c.day);

async function people(c: Fill) {
  await within(c.tx, c.params);
  const { before, after, name } = await heads(c.tx, c.params);
  const sentence: Sentence = [[`${name}期初在职 `, `${name}: employed at the beginning `], figure(before), [' 人，期末 ', ', at the end '], figure(after), [' 人。', '.']];
  return { asOf: asOf(c), sentences: [sentence], tables: [await c.table('centre_posts', c.params)] };
}
async function duties(c: Fill) {
  const page = await c.table('centre_duties', c.params);
  return { asOf: asOf(c), sentences: [[['现行职责 ', 'Duties in force: '], figure(page.rows.length), [' 条，每条有责任岗位、代理岗位、频次和凭据。', ', each with owner, deputy, frequency and evidence.']] as Sentence], tables: [page] };
}
async function recurring(c: Fill) {
  const page = await c.table('centre_calendar', c.params);
  return {
    asOf: asOf(c), tables: [page],
    sentences: [[['期间应办定期事项 ', 'Recurring duties due: '], figure(total(page, 'due')), [' 件，按时 ', '; in time '], figure(total(page, 'in_time')), [' 件，逾期办 ', ', late '], figure(total(page, 'late')), [' 件，未办 ', ', missed '], figure(total(page, 'missed')), [' 件。', '.']] as Sentence],
  };
}
async function ruleList(c: Fill) {
  const page = await c.table('centre_rules', c.params);
  return { asOf: asOf(c), sentences: [[['现行制度 ', 'Rules in force: '], figure(page.rows.length), [' 份，期间检查 ', '; checks in the period '], figure(total(page, 'checks')), [' 次，整改中 ', ', being put right '], figure(total(page, 'open')), [' 件。', '.']] as Sentence], tables: [page] };
}
/** The texts themselves, so that the document can be read without the system. */
async function ruleTexts(c: Fill) {
  const units = await within(c.tx, c.params);
  const rules = await c.tx.query<{ code: string; title: string; version_no: number; body: string }>(
    `select code, title, version_no, body from policy where tenant_id = $1 and unit_id = any($2) and archived_at is null and effective_from <= $3 and (ended_on is null or ended_on > $3) and state in ('in_force', 'superseded', 'repealed') order by code`, [c.tx.tenantId, units, c.params.to]);
  const said = (text: string): Sentence => [[text, text]];
  return { asOf: asOf(c), sentences: rules.flatMap((r) => [said(`${r.code} ${r.title}（第 ${r.version_no} 版）`), ...r.body.split('\n').filter((line) => line.trim() !== '').map(said)]) };
}
async function work(c: Fill) {
  const page = await c.table('centre_work', c.params);
  return { asOf: asOf(c), sentences: [[['期间登记 ', 'Opened in the period: '], figure(total(page, 'opened')), [' 件，办理 ', '; steps taken '], figure(total(page, 'steps')), [' 步，涉及 ', ', in '], figure(page.rows.length), [' 个台账。', ' registers.']] as Sentence], tables: [page] };
}
async function openMatters(c: Fill) {
  const page = await c.table('centre_open', c.params);
  return { asOf: c.day, sentences: [[['现有待办 ', 'Open now: '], figure(total(page, 'open')), [' 件，其中逾期 ', ', of these overdue '], figure(total(page, 'overdue')), [' 件。', '.']] as Sentence], tables: [page] };
}

const SECTIONS = {
  people: { name: 'people', title: ['机构与人员', 'Organisation and people'], fill: people }, duties: { name: 'duties', title: ['职责', 'Duties'], fill: duties },
  recurring: { name: 'recurring', title: ['定期事项', 'Recurring duties'], fill: recurring }, rules: { name: 'rules', title: ['制度与落实', 'Rules, and whether they are kept'], fill: ruleList },
  texts: { name: 'texts', title: ['制度正文', 'Texts'], fill: ruleTexts }, work: { name: 'work', title: ['完成的工作', 'Work done'], fill: work }, open: { name: 'open', title: ['待办与逾期', 'Open and overdue'], fill: openMatters },
} as const;
const common = { access: READERS, params, initial, signs: [['编制', 'Prepared by'], ['审核', 'Checked by'], ['中心负责人', 'Head of the centre']] } as const;
const made = (name: string, label: Label, sections: readonly (keyof typeof SECTIONS)[]) => defineComposedReport(name, { ...common, label, sections: sections.map((s) => SECTIONS[s]) as never });

export const DOCUMENTS = {
  centre_duty_document: ['服务中心职责', 'Duties of the service centre'], centre_rule_document: ['服务中心工作规程', 'Working rules of the service centre'],
  centre_summary_document: ['服务中心工作总结', 'Summary of the service centre’s work'], centre_status_document: ['服务中心情况汇报', 'Status report of the service centre'],
} as const satisfies { readonly [name: string]: Label };
export const CentreDocuments = [
  made('centre_duty_document', DOCUMENTS.centre_duty_document, ['people', 'duties']), made('centre_rule_document', DOCUMENTS.centre_rule_document, ['rules', 'texts']),
  made('centre_summary_document', DOCUMENTS.centre_summary_document, ['people', 'work', 'recurring', 'rules', 'open']), made('centre_status_document', DOCUMENTS.centre_status_document, ['people', 'open', 'recurring']),
];
