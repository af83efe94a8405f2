/** A list as the person sees it, as a file: the same rows, the same columns, masked stays masked, formulas neutralised. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { actorsWithin, mayRead } from '../kernel/access/access.ts';
import { calendarOf } from '../kernel/access/organisation.ts';
import { note } from '../kernel/audit/history.ts';
import type { Tx } from '../kernel/database/tx.ts';
import type { Field } from '../kernel/field/field.ts';
import type { GroupBy, Label, ListGroup, Titles } from '../kernel/api.ts';
import { listGroups } from '../kernel/register/groups.ts';
import { listAll } from '../kernel/register/list.ts';
import type { Register } from '../kernel/register/register.ts';
import { textOf, titlesFor, type RawRow } from '../kernel/register/rows.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { cellKindOf, type CellValue, type SheetColumn, type Table, writeCsv, writeXlsx } from './files/spreadsheet.ts';
import { type listQuery, listRequest } from './routes/context.ts';
import type { Session } from './session.ts';

type Asked = z.infer<typeof listQuery>;

export async function exportList(kernel: Kernel, session: Session, register: Register, query: Asked, reply: FastifyReply) {
  const lang = query.lang === '1' ? 1 : 0;
  const format = query.format ?? 'xlsx';
  const wanted = query.columns ? query.columns.split(',') : register.list;
  if (query.group) {
    const table = await kernel.write(session.actor, (tx) => groupTable(tx, register, query, wanted, lang));
    return sent(reply, format, table);
  }
  const fields = wanted.flatMap((name): [string, Field][] => {
    const f = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined;
    return f && mayRead(f, session.actor) ? [[name, f]] : [];
  });
  const process = kernel.processes.get(register.name);
  const columns: SheetColumn[] = [
    { label: lang ? 'Number' : '编号', kind: 'text' }, ...(process ? [{ label: lang ? 'State' : '状态', kind: 'text' } as const] : []),
    ...fields.map(([, f]): SheetColumn => ({ label: f.label[lang], kind: cellKindOf(f.kind.name) })),
  ];
  const table = await kernel.write(session.actor, async (tx) => {
    const { zone } = await calendarOf(tx, session.actor.grants[0]?.unitId ?? '');
    const rows: CellValue[][] = [];
    const { page: _page, size: _size, ...request } = listRequest(query);
    for await (const batch of listAll(tx, register, request)) {
      rows.push(...await cells(tx, register, fields, batch, { lang, zone, stateLabel: (s) => process?.states[s]?.label[lang] }));
    }
    await noteExport(tx, register, query, rows.length);
    return { title: register.label[lang], columns, rows, lang } as const;
  });
  return sent(reply, format, table);
}

async function sent(reply: FastifyReply, format: 'xlsx' | 'csv', table: Table): Promise<FastifyReply> {
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return asFile(reply, format === 'csv' ? writeCsv(table) : await writeXlsx(table), `${table.title}.${format}`, type);
}

const noteExport = (tx: Tx, register: Register, { format, filter, q, group }: Asked, rows: number) =>
  note(tx, { register: register.name, recordId: tx.actor.id, number: '', unitId: null, what: 'export', form: { format: format ?? 'xlsx', rows, filter: filter ?? null, q: q ?? null, ...(group ? { group } : {}) } });

/** The groups as the page shows them: each with what stands above it, its count and sums; the whole in the last line. */
async function groupTable(tx: Tx, register: Register, query: Asked, columns: readonly string[], lang: 0 | 1): Promise<Table> {
  const { page: _page, size: _size, ...request } = listRequest(query);
  const { by, sums, all, titles } = await listGroups(tx, register, request, query.group ?? '', columns);
  const field = (name: string) => register.fields[name];
  const fen = sums.map((name) => field(name)?.kind.name === 'money');
  const figures = (group: ListGroup) => [group.count, ...group.sums.map((sum, i) => (sum !== null && fen[i] ? sum / 100 : sum))];
  const lines = (groups: readonly ListGroup[], above: readonly string[]): CellValue[][] => groups.flatMap((group) => {
    const path = [...above, groupText(tx.kernel, register, by[above.length]!, group.key, titles, lang)];
    return [[...path, ...Array.from({ length: by.length - path.length }, () => SUBTOTAL[lang]), ...figures(group)], ...lines(group.groups, path)];
  });
  const rows: CellValue[][] = [...lines(all.groups, []), [TOTAL[lang], ...by.slice(1).map(() => null), ...figures(all)]];
  await noteExport(tx, register, query, rows.length);
  return {
    title: register.label[lang], lang, rows,
    columns: [
      ...by.map((one): SheetColumn => ({ label: (field(one.field)?.label ?? OWN[one.field] ?? [one.field, one.field])[lang], kind: 'text' })), { label: lang ? 'Records' : '条数', kind: 'number' },
      ...sums.map((name): SheetColumn => ({ label: field(name)!.label[lang], kind: cellKindOf(field(name)!.kind.name) })),
    ],
  };
}

const SUBTOTAL: Label = ['小计', 'Subtotal'];
const TOTAL: Label = ['合计', 'Total'];
const OWN: { readonly [name: string]: Label } = { state: ['状态', 'State'], unit_id: ['所属部门', 'Unit'], created_at: ['登记时间', 'Created'] };

function groupText(kernel: Kernel, register: Register, { field: name, span }: GroupBy, key: string | null, titles: Titles, lang: 0 | 1): string {
  if (key === null) return lang ? '(none)' : '（未填）';
  if (span !== null) return span === 'month' ? key.slice(0, 7) : span === 'day' ? key : lang ? `week of ${key}` : `${key} 起一周`;
  const said = name === 'state' ? kernel.processes.get(register.name)?.states[key]?.label : register.fields[name]?.kind.name === 'yesNo' ? YES_NO[key] : register.fields[name]?.options.choices?.[key];
  return said?.[lang] ?? titles[key] ?? key;
}
const YES_NO: { readonly [key: string]: Label } = { true: ['是', 'Yes'], false: ['否', 'No'] };

export function asFile(reply: FastifyReply, body: unknown, name: string, type: string): FastifyReply {
  return reply.header('content-type', type).header('x-content-type-options', 'nosniff')
    .header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`).send(body);
}

interface Look { readonly lang: 0 | 1; readonly zone: string; stateLabel(state: string): string | undefined }

async function cells(tx: Tx, register: Register, fields: readonly [string, Field][], rows: readonly RawRow[], look: Look): Promise<CellValue[][]> {
  const titles = await titlesFor(tx, register, rows, undefined, look.lang);
  const within = await actorsWithin(tx);
  return rows.map((raw) => [
    raw.number, ...(tx.kernel.processes.has(register.name) ? [look.stateLabel(raw.state) ?? raw.state] : []),
    ...fields.map(([name, f]) => (mayRead(f, within(raw.unit_id)) ? cell(tx.kernel, f, raw[name], look, titles) : null)),
  ]);
}

function cell(kernel: Kernel, f: Field, column: unknown, look: Look, titles: { readonly [id: string]: string }): CellValue {
  if (column === null || column === undefined) return null;
  if (f.personal || f.kind.name === 'ref' || f.kind.name === 'unit') return textOf(kernel, f, column, look.lang, look.zone, titles);
  return f.kind.toCell(f.kind.fromColumn(column, kernel.cipher), f.options, look.lang, look.zone);
}
