/** Running a report: parameters read, rows checked against their declaration, sums made here and proven, drill-down links. */
import { may, notAllowed } from '../access/access.ts';
import type { ReportPage } from '../api.ts';
import { organisationDay } from '../audit/history.ts';
import type { Tx } from '../database/tx.ts';
import type { Field } from '../field/field.ts';
import { readFields } from '../field/validate.ts';
import { fieldsMeta } from '../meta.ts';
import { assert } from '../refusal.ts';
import { refersTo, titlesOf } from '../register/rows.ts';
import { invalid } from '../register/write.ts';
import type { Query, Report } from './report.ts';

type Values = { readonly [name: string]: unknown };

export async function runReport(tx: Tx, report: Report, given: unknown): Promise<ReportPage> {
  if (!may(tx.actor, report.access)) throw notAllowed();
  const day = await organisationDay(tx);
  const read = readFields(report.params, { ...(report.initial?.({ day }) ?? {}), ...(given as object) });
  if (!read.ok) throw invalid(read.fields);
  const params = read.values as never;
  const rows = (await report.rows(tx, params)).map((row, i) => checkedRow(report, row as Values, i));
  const totals = Object.fromEntries(report.totals.map((column) => [column, rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0)]));
  const proof = report.proof ? await report.proof(tx, params, rows as never) : [];
  const drill = Object.entries(report.drill ?? {});
  const refs = Object.entries(report.columns).filter(([, f]) => refersTo(f) !== null);
  const ids = refs.flatMap(([c]) => rows.map((r) => r[c])).filter((v) => typeof v === 'string');
  return {
    name: report.name, label: report.label, asOf: tx.now.toISOString(), params: read.values,
    columns: fieldsMeta(report.columns).map((c) => ({ ...c, total: report.totals.includes(c.name), drill: report.drill?.[c.name] !== undefined })),
    rows: rows.map((row) => Object.fromEntries(Object.entries(report.columns).map(([c, f]) => [c, row[c] === null ? null : f.kind.toJson(row[c] as never)]))),
    titles: await titlesOf(tx, ids, refs.map(([, f]) => refersTo(f)!)), totals,
    proof: proof.map((p) => ({ ...p, ok: p.left === p.right })),
    notes: [...(report.notes?.(params, rows as never) ?? []), ...(report.wider ? [report.wider] : [])],
    chart: report.chart ?? null,
    links: [...rows, null].map((row) => Object.fromEntries(drill.flatMap(([column, link]) => { const to = link(row as never, params, rows as never); return to ? [[column, to]] : []; }))),
  };
}

/** A query's type is only a promise; a row that breaks it is our mistake, found here and not in a cell. What a row knows beyond its columns is for its drill alone. */
function checkedRow(report: Report, row: Values, at: number): Values {
  const checked: { [name: string]: unknown } = { ...row };
  for (const [name, f] of Object.entries(report.columns)) {
    const value = row[name] ?? null;
    assert(value !== null || f.optional, `report ${report.name}, row ${at}: ${name} is missing`);
    const read = value === null ? undefined : (f as Field).kind.schema(f.options).safeParse(value);
    assert(!read || read.success, `report ${report.name}, row ${at}: ${name} is ${JSON.stringify(value)}, not a ${f.kind.name}`);
    checked[name] = read ? read.data : null;
  }
  return checked;
}

export async function runQuery(tx: Tx, query: Query, given: unknown): Promise<unknown> {
  if (!may(tx.actor, query.access)) throw notAllowed();
  const read = readFields(query.params, given ?? {});
  if (!read.ok) throw invalid(read.fields);
  return query.run(tx, read.values as never);
}
