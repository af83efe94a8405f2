/** A list as the person sees it, as a file: the same rows, the same columns, masked stays masked, formulas neutralised. */
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { actorsWithin, mayRead } from '../kernel/access/access.ts';
import { calendarOf } from '../kernel/access/organisation.ts';
import { note } from '../kernel/audit/history.ts';
import type { Tx } from '../kernel/database/tx.ts';
import type { Field } from '../kernel/field/field.ts';
import { listAll } from '../kernel/register/list.ts';
import type { Register } from '../kernel/register/register.ts';
import { textOf, titlesFor, type RawRow } from '../kernel/register/rows.ts';
import type { Kernel } from '../kernel/runtime.ts';
import { cellKindOf, type CellValue, type SheetColumn, writeCsv, writeXlsx } from './files/spreadsheet.ts';
import { type listQuery, listRequest } from './routes/context.ts';
import type { Session } from './session.ts';

export async function exportList(kernel: Kernel, session: Session, register: Register, query: z.infer<typeof listQuery>, reply: FastifyReply) {
  const lang = query.lang === '1' ? 1 : 0;
  const format = query.format ?? 'xlsx';
  const wanted = query.columns ? query.columns.split(',') : register.list;
  const fields = wanted.flatMap((name): [string, Field][] => {
    const f = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined;
    return f && mayRead(f, session.actor) ? [[name, f]] : [];
  });
  const process = kernel.processes.get(register.name);
  const columns: SheetColumn[] = [
    { label: lang ? 'Number' : '编号', kind: 'text' }, ...(process ? [{ label: lang ? 'State' : '状态', kind: 'text' } as const] : []),
    ...fields.map(([, f]): SheetColumn => ({ label: f.label[lang], kind: cellKindOf(f.kind.name) })),
  ];
  const body = await kernel.write(session.actor, async (tx) => {
    const { zone } = await calendarOf(tx, session.actor.grants[0]?.unitId ?? '');
    const rows: CellValue[][] = [];
    const { page: _page, size: _size, ...request } = listRequest(query);
    for await (const batch of listAll(tx, register, request)) {
      rows.push(...await cells(tx, register, fields, batch, { lang, zone, stateLabel: (s) => process?.states[s]?.label[lang] }));
    }
    await note(tx, { register: register.name, recordId: session.actor.id, number: '', unitId: null, what: 'export', form: { format, rows: rows.length, filter: query.filter ?? null, q: query.q ?? null } });
    const table = { title: register.label[lang], columns, rows, lang } as const;
    return { stream: format === 'csv' ? writeCsv(table) : await writeXlsx(table) };
  });
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return asFile(reply, body.stream, `${register.label[lang]}.${format}`, type);
}

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
