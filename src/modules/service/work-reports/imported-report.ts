/**
 * Old report (旧报告): its wording as it came, the figures read from it, and whether it is nearly one that is there already.
 * Its figures stand here and nowhere else: no report, ledger or total ever counts them. Serves FS-IMP-1, FS-IMP-2, AC-24, AC-37, AC-38, CG-56.
 */
import { createRecord, defineProcess, defineQuery, defineRegister, f, readRecord, Refusal, tables, type Label, type Tx } from '../../../kernel/index.ts';
import { readOldReport, type ReadReport } from './reading.rules.ts';
import { differences, likeness, NEAR, type Difference } from './similarity.rules.ts';

const READERS = ['dispatcher', 'centre_manager', 'management_office'];
const KEEPERS = ['dispatcher', 'centre_manager'];
const STATUS = {
  read: ['已识读', 'Read'], unit_missing: ['缺单位', 'Unit missing'], unparsed: ['未识读', 'Unparsed'], refused_total: ['合计不符，不采用', 'Refused as a total'],
} as const;

export const ImportedReport = defineRegister('imported_report', {
  label: ['旧报告', 'Old report'],
  number: 'JB-{yyyy}-{0000}',
  fields: {
    title: f.text('标题', 'Title', { max: 100, hint: ['例如：2009 年 1、2 月工作总结', 'Such as: work summary, January and February 2009'] }),
    wording: f.longText('原文', 'Wording', { max: 40_000, hint: ['粘贴报告全文；表格每格一行也可以', 'Paste the whole report; tables with one cell a line are fine'] }),
    figures_read: f.integer('识读项数', 'Figures read', { optional: true, readonly: true }),
    doubtful: f.integer('存疑项数', 'Doubtful', { optional: true, readonly: true }),
    similar_to: f.ref('近似于', 'Similar to', 'imported_report', { optional: true, readonly: true }),
    similarity: f.integer('相似度', 'Similarity', { optional: true, readonly: true, max: 100, unit: ['%', '%'] }),
    reason: f.text('处理说明', 'Reason', { optional: true, readonly: true, max: 200 }),
  },
  title: ['title'],
  list: ['title', 'figures_read', 'doubtful', 'similar_to', 'similarity'],
  sorts: ['-number', 'title'],
  access: { read: READERS, create: KEEPERS },
  empty: ['旧报告贴进来识读成数字，供查对；不并入任何合计。', 'Old reports are pasted in and read into figures for reference; they are added to no total.'],
  opening: {
    facts: ({ tx, id, input }) => nearest(tx, id, input.wording),
    guard({ input }) {
      const { figures, dates } = readOldReport(input.wording);
      if (figures.length + dates.length > 0) return;
      throw new Refusal('imported_report.nothing', ['没有识读出任何数字，请确认贴的是工作报告', 'No figure could be read; is this a work report?'], 422, { wording: ['没有可识读的内容', 'Nothing to read'] });
    },
    set({ input, facts }) {
      const report = readOldReport(input.wording);
      const rows = rowsOf(report);
      return { figures_read: rows.length, doubtful: rows.filter((r) => r.status !== 'read').length, similar_to: facts?.id ?? null, similarity: facts?.percent ?? null };
    },
    async effect({ tx, record }) {
      for (const row of rowsOf(readOldReport(record.wording))) await createRecord(tx, ImportedFigure, { report: record.id, ...row, unit_id: record.unit_id });
    },
  },
});

export const ImportedFigure = defineRegister('imported_figure', {
  label: ['旧报告数字', 'Figure of an old report'],
  number: 'JS-{yyyy}-{00000}',
  fields: {
    report: f.ref('旧报告', 'Old report', 'imported_report', { readonly: true }),
    section: f.integer('部分', 'Section', { readonly: true }),
    field_key: f.text('项目代码', 'Key', { readonly: true, max: 60 }),
    label: f.text('项目', 'Item', { readonly: true, max: 60 }),
    raw: f.text('原文', 'As written', { readonly: true, max: 60 }),
    figure: f.quantity('数值', 'Figure', { optional: true, readonly: true, scale: 2 }),
    day: f.date('日期', 'Day', { optional: true, readonly: true }),
    measure: f.text('单位', 'Unit', { optional: true, readonly: true, max: 10 }),
    status: f.choice('识读', 'Status', STATUS, { readonly: true }),
    adds_up_to: f.quantity('各项之和', 'Sum of its items', { optional: true, readonly: true, scale: 2 }),
    difference: f.quantity('差额', 'Difference', { optional: true, readonly: true, scale: 2, min: -2_000_000_000 }),
  },
  title: ['label', 'raw'],
  list: ['report', 'section', 'label', 'raw', 'figure', 'measure', 'day', 'status', 'adds_up_to', 'difference'],
  sorts: ['-number', 'report', 'status'],
  hidden: true,
  // Written beside the report by whoever brings it, never typed.
  access: { read: READERS, create: KEEPERS },
  opening: {
    guard({ input }) {
      if (!input.report) throw new Refusal('imported_figure.typed', ['旧报告的数字由识读写入，不能逐个登记', 'Figures come from reading an old report and are not entered one by one'], 422);
    },
  },
});

type Row = { readonly section: number; readonly field_key: string; readonly label: string; readonly raw: string; readonly figure: string | null; readonly day: string | null; readonly measure: string | null; readonly status: keyof typeof STATUS; readonly adds_up_to: string | null; readonly difference: string | null };

/** What is stored of a reading. A typed total that does not add up keeps its wording and the difference, never a figure; a date that cannot be read keeps its wording. */
function rowsOf(report: ReadReport): Row[] {
  const wrong = new Map(report.totals.filter((total) => total.difference !== 0).map((total) => [total.key, total]));
  return [
    ...report.figures.map((fig): Row => {
      const total = wrong.get(fig.key);
      const common = { section: fig.section, field_key: fig.key, label: fig.label[0], raw: fig.raw, day: null, measure: fig.unit };
      if (total) return { ...common, figure: null, status: 'refused_total', adds_up_to: total.sum.toFixed(2), difference: total.difference.toFixed(2) };
      return { ...common, figure: fig.value.toFixed(2), status: fig.unitMissing === null ? 'read' : 'unit_missing', adds_up_to: null, difference: null };
    }),
    ...report.dates.map((d): Row => ({ section: d.section, field_key: d.key, label: d.label[0], raw: d.raw, figure: null, day: d.value, measure: null, status: d.value === null ? 'unparsed' : 'read', adds_up_to: null, difference: null })),
  ];
}

const COMPARED = 200;
/** The most similar of the reports kept so far, when it is near enough. */
async function nearest(tx: Tx, id: string | null, wording: string): Promise<{ readonly id: string; readonly percent: number } | null> {
  const others = await tables(tx, ImportedReport).selectFrom('imported_report').select(['id', 'wording'])
    .where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null).where('state', '<>', 'discarded').orderBy('number', 'desc').limit(COMPARED).execute();
  const near = others.filter((o) => o.id !== id).map((o) => ({ id: o.id, percent: likeness(o.wording, wording).percent })).filter((o) => o.percent >= NEAR);
  return near.sort((a, b) => b.percent - a.percent)[0] ?? null;
}

export const ImportedReportProcess = defineProcess(ImportedReport, 'read',
  {
    read: { label: ['待核对', 'To be checked'], tone: 'waiting' },
    kept: { label: ['已存档', 'Kept'], tone: 'done' },
    discarded: { label: ['不采用', 'Discarded'], tone: 'stopped' },
  },
  (step) => ({
    keep: step({
      label: ['存档备查', 'Keep for reference'], hint: ['只供查对，不并入任何合计', 'For reference only; added to no total'], tone: 'primary', from: ['read'], to: 'kept', by: KEEPERS,
      form: { reason: f.text('处理说明', 'Reason', { optional: true, max: 200, hint: ['疑似重复的须写明为何仍要留存', 'Needed for a near-duplicate: why keep it'] }) },
      preview: ({ record }) => ({ lines: nearWords(record) }),
      guard({ record, input }) {
        if (record.similar_to !== null && input.reason === null) throw new Refusal('imported_report.duplicate', ['与已有报告近似，请写明为何仍要留存', 'Nearly one that is there already: please say why it is kept'], 422, { reason: ['请写明原因', 'Please give the reason'] });
      },
    }),
    discard: step({ label: ['不采用', 'Discard'], tone: 'danger', from: ['read', 'kept'], to: 'discarded', by: KEEPERS, form: { reason: f.text('处理说明', 'Reason', { max: 200 }) } }),
  }),
);
const nearWords = (record: { readonly similar_to: string | null; readonly similarity: number | null }): readonly Label[] =>
  (record.similar_to === null ? [] : [[`与已有报告相似 ${record.similarity ?? 0}%，疑似同一份`, `${record.similarity ?? 0}% like a report that is there already; probably the same`]]);

export interface OldReportView extends ReadReport { readonly similar: { readonly id: string; readonly number: string; readonly title: string; readonly wording: number; readonly figures: number; readonly percent: number; readonly differences: readonly Difference[] } | null }

/** Everything the page of an old report shows, read anew from its wording. */
export const OldReport = defineQuery('imported_report_view', {
  label: ['旧报告识读', 'Reading of an old report'],
  access: READERS,
  params: { report: f.ref('旧报告', 'Old report', 'imported_report') },
  async run(tx, { report }): Promise<OldReportView | null> {
    const record = await readRecord(tx, ImportedReport, report);
    if (!record) return null;
    const read = readOldReport(record.wording);
    const other = record.similar_to === null ? null : await readRecord(tx, ImportedReport, record.similar_to);
    if (!other) return { ...read, similar: null };
    const like = likeness(other.wording, record.wording);
    return { ...read, similar: { id: other.id, number: other.number, title: other.title, ...like, differences: differences(readOldReport(other.wording), read) } };
  },
});
