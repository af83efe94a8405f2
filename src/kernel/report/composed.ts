/**
 * A composed report (综合报告): one document of several sections for one period, each with its own as-of, sentences and
 * tables. It computes nothing itself: tables are reports run for the reader, figures in sentences open their records.
 */
import { may, notAllowed } from '../access/access.ts';
import type { ComposedPage, Filter, Label, ReportPage, SentencePart } from '../api.ts';
import { organisationDay } from '../audit/history.ts';
import type { Tx } from '../database/tx.ts';
import type { Fields, ValuesOf } from '../field/field.ts';
import { readFields } from '../field/validate.ts';
import { assert, Refusal } from '../refusal.ts';
import { refersTo, titlesOf } from '../register/rows.ts';
import { invalid } from '../register/write.ts';
import { runReport } from './run.ts';

export interface ComposedSection<P extends Fields = Fields> {
  readonly name: string;
  readonly title: Label;
  /** `table` runs a report by its name, whatever module keeps it; `columns` keeps some of its columns, in that order. */
  fill(c: { readonly tx: Tx; readonly params: ValuesOf<P>; readonly day: string; table(report: string, params: object, look?: TableLook): Promise<ReportPage> }): Promise<SectionContent>;
}
export interface TableLook { readonly caption?: Label; readonly columns?: readonly string[] }
export interface SectionContent {
  /** The last day its records are counted; each section has its own. */
  readonly asOf: string;
  readonly sentences: readonly (readonly SentencePart[])[];
  readonly tables?: readonly ReportPage[];
}
export interface ComposedReport<P extends Fields = Fields> {
  readonly kind: 'composed';
  readonly name: string;
  readonly label: Label;
  readonly access: readonly string[];
  readonly params: P;
  initial?(c: { readonly day: string }): Partial<ValuesOf<P>>;
  readonly sections: readonly ComposedSection<P>[];
  /** Who signs at its end. */
  readonly signs: readonly Label[];
}
export function defineComposedReport<P extends Fields>(name: string, definition: Omit<ComposedReport<P>, 'kind' | 'name'>): ComposedReport {
  return { kind: 'composed', name, ...definition } as unknown as ComposedReport;
}

/** A figure in a sentence, with the records behind it. */
export const figure = (value: number | string, link: { readonly register: string; readonly filter: Filter } | null = null): SentencePart => {
  const text = typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 6 }) : value;
  return { text: [text, text], link };
};

/** In: the parameters as typed. Out: every section the reader may see; the others are named, not left out in silence. */
export async function runComposed(tx: Tx, composed: ComposedReport, given: unknown): Promise<ComposedPage> {
  if (!may(tx.actor, composed.access)) throw notAllowed();
  const day = await organisationDay(tx);
  const read = readFields(composed.params, { ...(composed.initial?.({ day }) ?? {}), ...(given as object) });
  if (!read.ok) throw invalid(read.fields);
  const sections: ComposedPage['sections'][number][] = [];
  const withheld: Label[] = [];
  for (const section of composed.sections) {
    try {
      const { asOf, sentences, tables = [] } = await section.fill({ tx, params: read.values as never, day, table: (name, params, look) => tableOf(tx, name, params, look) });
      sections.push({ name: section.name, title: section.title, asOf, sentences, tables });
    } catch (e) {
      if (!(e instanceof Refusal) || e.code !== 'not_allowed') throw e;
      withheld.push(section.title);
    }
  }
  const refs = Object.entries(composed.params).filter(([, f]) => refersTo(f) !== null);
  const ids = refs.map(([name]) => read.values[name]).filter((v) => typeof v === 'string');
  return { name: composed.name, label: composed.label, asOf: tx.now.toISOString(), params: read.values, titles: await titlesOf(tx, ids, refs.map(([, f]) => refersTo(f)!)), sections, withheld, signs: composed.signs };
}

async function tableOf(tx: Tx, name: string, params: object, look: TableLook = {}): Promise<ReportPage> {
  const report = tx.kernel.reports.get(name);
  assert(report, `there is no report ${name}`);
  const page = await runReport(tx, report, params);
  const columns = look.columns?.flatMap((wanted) => page.columns.filter((c) => c.name === wanted)) ?? page.columns;
  const kept = new Set(columns.map((c) => c.name));
  return { ...page, label: look.caption ?? page.label, columns, totals: Object.fromEntries(Object.entries(page.totals).filter(([column]) => kept.has(column))) };
}
