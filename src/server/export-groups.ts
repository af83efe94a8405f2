/** The groups of a list as a table (分组导出). */
import type { GroupBy, Label, ListGroup, Titles } from '../kernel/api.ts';
import type { Tx } from '../kernel/database/tx.ts';
import { listGroups } from '../kernel/register/groups.ts';
import type { Register } from '../kernel/register/register.ts';
import type { Kernel } from '../kernel/runtime.ts';
import type { ListWish, Watch } from './exports.ts';
import { cellKindOf, type CellValue, type SheetColumn, type Table } from './files/spreadsheet.ts';
import { OWN_FIELDS } from './list-words.rules.ts';

/** The groups as the page shows them: each with what stands above it, its count and sums; the whole in the last line. */
export async function groupTable(tx: Tx, register: Register, { request, columns, lang }: ListWish, group: string, watch: Watch): Promise<Table> {
  const { by, sums, all, titles } = await listGroups(tx, register, request, group, columns ?? register.list);
  const field = (name: string) => register.fields[name];
  const fen = sums.map((name) => field(name)?.kind.name === 'money');
  const figures = (group: ListGroup) => [group.count, ...group.sums.map((sum, i) => (sum !== null && fen[i] ? sum / 100 : sum))];
  const lines = (groups: readonly ListGroup[], above: readonly string[]): CellValue[][] => groups.flatMap((group) => {
    const path = [...above, groupText(tx.kernel, register, by[above.length]!, group.key, titles, lang)];
    return [[...path, ...Array.from({ length: by.length - path.length }, () => SUBTOTAL[lang]), ...figures(group)], ...lines(group.groups, path)];
  });
  const rows: CellValue[][] = [...lines(all.groups, []), [TOTAL[lang], ...by.slice(1).map(() => null), ...figures(all)]];
  watch.onRows?.(rows.length);
  return {
    title: register.label[lang], lang, rows,
    columns: [
      ...by.map((one): SheetColumn => ({ label: (field(one.field)?.label ?? OWN_FIELDS[one.field as keyof typeof OWN_FIELDS].label)[lang], kind: 'text' })), { label: lang ? 'Records' : '条数', kind: 'number' },
      ...sums.map((name): SheetColumn => ({ label: field(name)!.label[lang], kind: cellKindOf(field(name)!.kind.name) })),
    ],
  };
}

const SUBTOTAL: Label = ['小计', 'Subtotal'];
const TOTAL: Label = ['合计', 'Total'];

function groupText(kernel: Kernel, register: Register, { field: name, span }: GroupBy, key: string | null, titles: Titles, lang: 0 | 1): string {
  if (key === null) return lang ? '(none)' : '（未填）';
  if (span !== null) return span === 'month' ? key.slice(0, 7) : span === 'day' ? key : lang ? `week of ${key}` : `${key} 起一周`;
  const said = name === 'state' ? kernel.processes.get(register.name)?.states[key]?.label : register.fields[name]?.kind.name === 'yesNo' ? YES_NO[key] : register.fields[name]?.options.choices?.[key];
  return said?.[lang] ?? titles[key] ?? key;
}
const YES_NO: { readonly [key: string]: Label } = { true: ['是', 'Yes'], false: ['否', 'No'] };
