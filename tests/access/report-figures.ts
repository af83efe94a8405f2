/**
 * Every figure of every report, as every post reads it, held against what the list behind it shows to that post. What a figure
 * is (a count of its records, the sum of one of their columns, or something computed) is found out from how the whole house
 * sees it; then a reader's figure must be the same of the reader's own records. Reports that declare a wider audience are asked
 * whether they say so.
 */
import type { Actor } from '../../src/kernel/access/actor.ts';
import { may } from '../../src/kernel/access/access.ts';
import type { Filter, ReportPage } from '../../src/kernel/api.ts';
import { newId } from '../../src/kernel/database/id.ts';
import type { Tx } from '../../src/kernel/database/tx.ts';
import type { Fields } from '../../src/kernel/field/field.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { optionsOf, partsOf } from '../../src/kernel/register/list.ts';
import type { Report } from '../../src/kernel/report/report.ts';
import { runReport } from '../../src/kernel/report/run.ts';
import type { Kernel } from '../../src/kernel/runtime.ts';

export interface Compared { readonly figures: number; readonly exact: number; readonly wrong: readonly string[] }
type Link = { readonly register: string; readonly filter: Filter };
type Sums = { readonly [measure: string]: number };
interface Read { readonly page: ReportPage | null; readonly cells: readonly Cell[] }
interface Cell { readonly column: string; readonly kind: string; readonly value: number; readonly link: Link; readonly key: string }

const MEASURED = new Set(['money', 'integer', 'quantity']);
/** Nobody holds all posts; this is how the organisation as a whole would read. */
export const wholeHouse = (kernel: Kernel, tenantId: string, root: string): Actor => ({
  kind: 'user', id: newId(kernel.clock.now()), name: '全部岗位', tenantId,
  grants: [...new Set(kernel.modules.flatMap((m) => Object.keys(m.roles)))].map((role) => ({ role, unitId: root, deputyFor: null, until: null })),
});

/** In: everybody who reads. Out: how many figures were compared, how many of these exactly, and what differs. `most` figures of one report and reader; unless `everybody`, every second reader of each report. */
export async function compareFigures(kernel: Kernel, all: Actor, readers: readonly Actor[], most: number, everybody: boolean): Promise<Compared> {
  let figures = 0;
  let exact = 0;
  const wrong = new Set<string>();
  for (const [nth, report] of [...kernel.reports.values()].entries()) {
    if (!report.drill) continue;
    for (const params of await kernel.read(all, (tx) => paramsFor(tx, report.params))) {
      const whole = await kernel.read(all, (tx) => read(tx, report, params));
      const known = new Map<string, Sums>();
      const measures = await measuresOf(kernel, all, whole.cells, known);
      for (const reader of readers.filter((r, i) => may(r, report.access) && (everybody || (i + nth) % 2 === 0))) {
        const own = await kernel.read(reader, (tx) => read(tx, report, params));
        if (report.wider && !own.page?.notes.includes(report.wider)) wrong.add(`${report.name} does not say that it is for more readers than its records`);
        const asked = spread(own.cells, most);
        const [mine, theirs] = [await kernel.read(reader, (tx) => sumsOfAll(tx, asked, new Map())), await kernel.read(all, (tx) => sumsOfAll(tx, asked, known))];
        figures += asked.length;
        for (const [at, cell] of asked.entries()) {
          const [my, their, measure] = [mine[at]!, theirs[at]!, measures.get(cell.kind) ?? null];
          const wanted = measure !== null ? my[measure] ?? 0 : my['count'] === 0 && their['count']! > 0 ? 0 : my['count'] === their['count'] ? sameIn(whole, own, cell) : undefined;
          if (wanted === undefined) continue;
          exact++;
          if (cell.value !== wanted && !report.wider) wrong.add(`${reader.grants.map((g) => g.role).join('+')} ${reader.name} ${report.name}.${cell.kind}: ${cell.value}, but ${measure ?? 'figure'} of the ${my['count'] ?? 0} records that open (of ${their['count']}) is ${wanted} ${JSON.stringify(cell.link)}`);
        }
      }
    }
  }
  return { figures, exact, wrong: [...wrong] };
}

/** The whole house's figure over the same records, when both were asked for the same and one figure alone has these records. */
function sameIn(whole: Read, own: Read, cell: Cell): number | undefined {
  const same = whole.cells.filter((c) => c.key === cell.key);
  return same.length === 1 && JSON.stringify(whole.page?.params) === JSON.stringify(own.page?.params) ? same[0]!.value : undefined;
}

/** Evenly over the rows, and always the total. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, i) => i % step === 0 || i === all.length - 1);
}

async function read(tx: Tx, report: Report, params: object): Promise<Read> {
  try {
    const page = await runReport(tx, report, params);
    const cells = page.links.flatMap((links, at) => Object.entries(links).flatMap(([column, link]): Cell[] => {
      const value = at < page.rows.length ? page.rows[at]![column] : page.totals[column];
      return value === undefined || value === null || Number.isNaN(Number(value)) || !link ? [] : [{ column, kind: `${column}${at < page.rows.length ? '' : ' in all'}`, value: Number(value), link, key: `${column} ${JSON.stringify(link)}` }];
    }));
    return { page, cells };
  } catch (e) {
    // Nothing chosen, or a parameter of another centre: then there are no figures to compare.
    if (e instanceof Refusal) return { page: null, cells: [] };
    throw e;
  }
}

/** Every column's way of counting: the one that agrees with all figures of the whole house. */
async function measuresOf(kernel: Kernel, all: Actor, cells: readonly Cell[], known: Map<string, Sums>): Promise<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const kind of new Set(cells.map((c) => c.kind))) {
    const own = spread(cells.filter((c) => c.kind === kind), 12);
    const sums = await kernel.read(all, (tx) => sumsOfAll(tx, own, known));
    const fits = Object.keys(sums[0] ?? {}).find((measure) => own.some((c) => c.value !== 0) && own.every((c, i) => sums[i]![measure] === c.value));
    found.set(kind, fits ?? null);
  }
  return found;
}

async function sumsOfAll(tx: Tx, cells: readonly Cell[], known: Map<string, Sums>): Promise<readonly Sums[]> {
  for (const { link } of cells) {
    const key = JSON.stringify(link);
    if (!known.has(key)) known.set(key, await sumsOf(tx, link));
  }
  return cells.map(({ link }) => known.get(JSON.stringify(link))!);
}

/** What the list behind a figure shows to the actor, counted and summed; nothing when it does not open for them. */
async function sumsOf(tx: Tx, link: Link): Promise<Sums> {
  const register = tx.kernel.registers.get(link.register)!;
  try {
    const { from, where, values } = await partsOf(tx, register, { filter: link.filter });
    const columns = Object.entries(register.fields).filter(([, f]) => MEASURED.has(f.kind.name)).map(([name]) => name);
    const [row] = await tx.query<{ sums: Sums }>(`select jsonb_build_object('count', count(*)${columns.map((c) => `, '${c}', coalesce(sum(r.${c}), 0)::float8`).join('')}) as sums from ${from} where ${where}`, values);
    return row!.sums;
  } catch (e) {
    if (e instanceof Refusal) return { count: 0 };
    throw e;
  }
}

/** As the page opens, and once more over everything there is: two years, or the record that comes first. */
async function paramsFor(tx: Tx, fields: Fields): Promise<readonly object[]> {
  const wide: { [name: string]: unknown } = {};
  const day = tx.now.toISOString().slice(0, 10);
  for (const [name, f] of Object.entries(fields)) {
    if (f.kind.name === 'period') wide[name] = { from: '2025-01-01', to: `${Number(day.slice(0, 4)) + 1}-01-01` };
    else if (f.kind.name === 'date') wide[name] = name.includes('from') ? '2025-01-01' : day;
    else if (f.kind.name === 'ref' && !f.optional) wide[name] = (await optionsOf(tx, tx.kernel.registers.get(String(f.options.register))!, '', undefined))[0]?.id;
    else if (f.kind.name === 'text' && !f.optional) wide[name] = day.slice(0, 7);
  }
  return [{}, wide];
}
