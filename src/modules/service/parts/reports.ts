/**
 * Reports on parts: in and out of warranty by region to the cent with every application behind each figure, stock by place with its value,
 * movements, old parts outstanding. Serves FS-3.6, FS-3.7, FS-3.8, AC-25, CG-50.
 */
import { calendar, defineReport, f, scopeOf, yuan, type Filter, type Label, type Tx } from '../../../kernel/index.ts';
import { regionsFor } from '../orders/index.ts';
import { fittedIn, ledgerFitted, summed, type Units } from './figures.ts';
import { READERS } from './roles.ts';
import { averageOf, type Side } from './rules.ts';

const span = { from: f.date('起', 'From'), to: f.date('止', 'To', { hint: ['含当日', 'That day included'] }) };
const initial = ({ day }: { readonly day: string }) => ({ from: `${day.slice(0, 4)}-01-01`, to: day });
const region = f.ref('区域', 'Region', 'service_region');
const pieces = (zh: string, en: string) => f.integer(zh, en);
const scope = (tx: Tx): Promise<Units> => scopeOf(tx, tx.actor, READERS);

export const PartsByRegion = defineReport('parts_by_region', {
  label: ['配件更换（按区域）', 'Parts replaced by region'],
  access: READERS, params: span, initial,
  columns: {
    region, applications: f.integer('申报单', 'Applications'),
    in_pieces: pieces('保内件数', 'In warranty, pieces'), in_cost: f.money('保内成本', 'In warranty, cost'), in_average: f.money('保内单件均价', 'Average', { optional: true }),
    out_pieces: pieces('保外件数', 'Out of warranty, pieces'), out_cost: f.money('保外成本', 'Out of warranty, cost'), out_average: f.money('保外单件均价', 'Average', { optional: true }),
    undecided: pieces('待判定件数', 'To be decided, pieces'),
  },
  totals: ['applications', 'in_pieces', 'in_cost', 'out_pieces', 'out_cost', 'undecided'],
  async rows(tx, p) {
    const units = await scope(tx);
    const fitted = await fittedIn(tx, p.from, p.to, units);
    const applied = await tx.query<{ region: string; n: number }>(
      `select region, count(*)::int as n from part_application where tenant_id = $1 and applied_on between $2 and $3 and state <> 'withdrawn' and ($4::uuid[] is null or unit_id = any($4)) group by region`,
      [tx.tenantId, p.from, p.to, units]);
    return (await regionsFor(tx, 'parts')).map((r) => {
      const of = (side: Side | null) => summed(fitted.filter((x) => x.region === r.id && x.side === side));
      const [inside, outside] = [of('in'), of('out')];
      return {
        region: r.id, applications: applied.find((a) => a.region === r.id)?.n ?? 0,
        in_pieces: inside.pieces, in_cost: inside.cost, in_average: averageOf(inside.cost, inside.pieces),
        out_pieces: outside.pieces, out_cost: outside.cost, out_average: averageOf(outside.cost, outside.pieces), undecided: of(null).pieces,
      };
    });
  },
  async proof(tx, p, rows) {
    const units = await scope(tx);
    const ledger = await ledgerFitted(tx, p.from, p.to, units);
    const unknown = summed((await fittedIn(tx, p.from, p.to, units)).filter((x) => x.side === null)).cost;
    return [
      { label: ['各区域件数之和 = 配件账装用件数', 'Pieces of all regions = pieces fitted in the ledger'], left: rows.reduce((n, r) => n + r.in_pieces + r.out_pieces + r.undecided, 0), right: ledger.pieces },
      { label: ['各区域成本之和 = 配件账按成本层计（分）', 'Cost of all regions = the ledger by cost layers, in fen'], left: rows.reduce((n, r) => n + r.in_cost + r.out_cost, 0) + unknown, right: ledger.cost },
    ];
  },
  drill: {
    applications: (row, p) => ({ register: 'part_application', filter: { all: [...inRegion(row), { field: 'applied_on', op: 'between', value: [p.from, p.to] }, { field: 'state', op: 'ne', value: 'withdrawn' }] } }),
    in_pieces: (row, p) => fittedLink(row, p, 'in'), in_cost: (row, p) => fittedLink(row, p, 'in'),
    out_pieces: (row, p) => fittedLink(row, p, 'out'), out_cost: (row, p) => fittedLink(row, p, 'out'),
    undecided: (row, p) => fittedLink(row, p, null),
  },
  notes: (_p, rows) => [averages(rows),
    ['申报单按申报日期计，不含已撤回；件数和成本按更换日期计。合同保障和优惠处理由公司承担，计入保内。', 'Applications count by the day of application, without those withdrawn; pieces and cost by the day of replacement. Contract cover and goodwill are borne by the company and count as in warranty.'],
    ['成本按入库日期先进先出，发放时冻结，到分。', 'Cost is first in, first out by day of receipt, frozen when issued, to the cent.']],
  chart: { kind: 'bar', x: 'region', y: ['in_cost', 'out_cost'] },
});

interface Bothways { readonly in_cost: number; readonly in_pieces: number; readonly out_cost: number; readonly out_pieces: number }
function averages(rows: readonly Bothways[]): Label {
  const of = (side: Side) => {
    const [cost, n] = rows.reduce<[number, number]>(([c, k], r) => [c + r[`${side}_cost`], k + r[`${side}_pieces`]], [0, 0]);
    const average = averageOf(cost, n);
    return average === null ? '――' : yuan(average);
  };
  return [`平均每件成本：保内 ${of('in')} 元，保外 ${of('out')} 元。`, `Average cost per piece: ${of('in')} yuan in warranty, ${of('out')} out of warranty.`];
}
const inRegion = (row: { readonly region: string } | null) => (row === null ? [] : [{ field: 'region', op: 'eq', value: row.region } as const]);
function fittedLink(row: { readonly region: string } | null, p: { readonly from: string; readonly to: string }, side: Side | null): { readonly register: string; readonly filter: Filter } {
  const borne = side === null ? ({ field: 'side', op: 'empty', value: true } as const) : ({ field: 'side', op: 'eq', value: side } as const);
  return { register: 'part_application', filter: { all: [...inRegion(row), borne, { field: 'replaced_on', op: 'between', value: [p.from, p.to] }] } };
}

export const OldPartsOutstanding = defineReport('old_parts_outstanding', {
  label: ['旧件未交', 'Old parts outstanding'],
  access: READERS, params: { as_of: f.date('截至', 'As of') }, initial: ({ day }) => ({ as_of: day }),
  columns: {
    application: f.ref('申报单', 'Application', 'part_application'), region, technician: f.ref('更换人', 'Fitted by', 'employee', { optional: true }),
    replaced_on: f.date('更换日期', 'Replaced on'), pieces: f.integer('件数', 'Pieces'), days: f.integer('已过天数', 'Days since'), value: f.money('新件成本', 'Cost of the new parts'),
  },
  totals: ['pieces', 'value'],
  async rows(tx, p) {
    const rows = await tx.query<{ application: string; region: string; technician: string | null; replaced_on: string; pieces: number; value: number }>(
      `select id as application, region, technician, replaced_on, used as pieces, coalesce(cost, 0)::bigint as value from part_application
       where tenant_id = $1 and used > 0 and replaced_on <= $2 and (old_part_on is null or old_part_on > $2) and ($3::uuid[] is null or unit_id = any($3)) order by replaced_on, number`, [tx.tenantId, p.as_of, await scope(tx)]);
    return rows.map((r) => ({ ...r, days: calendar.daysBetween(r.replaced_on, p.as_of) }));
  },
  async proof(tx, p, rows) {
    const units = await scope(tx);
    const [settled] = await tx.query<{ n: number }>('select coalesce(sum(used), 0)::int as n from part_application where tenant_id = $1 and replaced_on <= $2 and old_part_on <= $2 and ($3::uuid[] is null or unit_id = any($3))', [tx.tenantId, p.as_of, units]);
    return [{ label: ['未交件数 = 账上装用 − 旧件已处理', 'Outstanding = fitted in the ledger − settled'], left: rows.reduce((n, r) => n + r.pieces, 0), right: (await ledgerFitted(tx, '0001-01-01', p.as_of, units)).pieces - (settled?.n ?? 0) }];
  },
  drill: { pieces: (row, p) => ({ register: 'part_application', filter: row === null ? { all: [{ field: 'replaced_on', op: 'lte', value: p.as_of }, { field: 'old_part_on', op: 'empty', value: true }, { field: 'used', op: 'gt', value: 0 }] } : { field: 'id', op: 'eq', value: row.application } }) },
  notes: () => [['旧件应在更换后 15 天内交回或说明。', 'Old parts are returned or explained within 15 days.']],
});
