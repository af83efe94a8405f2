/**
 * The tables that the definitions ask for: the draft of a migration, and the comparison with what the database has.
 * Drift refuses to boot, because definitions are the only description of structure.
 */
import type { Field } from '../field/field.ts';
import { sortsOf, type Register } from '../register/register.ts';

type Query = <T>(text: string, values?: readonly unknown[]) => Promise<T[]>;

const KERNEL_COLUMNS = {
  tenant_id: 'uuid', id: 'uuid', number: 'text', state: 'text', unit_id: 'uuid', version: 'integer',
  created_at: 'timestamp with time zone', created_by: 'uuid', archived_at: 'timestamp with time zone',
} as const;

export const columnOf = (f: Field): string => (f.kind.name === 'integer' && 'big' in f.options && f.options.big === true ? 'bigint' : f.kind.column);

/** The statements that create one register's table; reviewed by a person before they become a migration. */
export function tableSql(register: Register, known: ReadonlySet<string>): string {
  const columns = Object.entries(register.fields).map(([name, f]) => `  ${name} ${columnOf(f)}${f.optional ? '' : ' not null'},`);
  const keys = [
    'primary key (tenant_id, id)', 'unique (tenant_id, number)',
    ...(register.unique ?? []).map((u) => `unique (tenant_id, ${u.join(', ')})`),
    ...Object.entries(register.fields).flatMap(([name, f]) => {
      const target = f.kind.name === 'unit' ? 'unit' : f.kind.name === 'ref' ? String(f.options.register) : undefined;
      return target && known.has(target) ? [`foreign key (tenant_id, ${name}) references ${target} (tenant_id, id)`] : [];
    }),
  ];
  return [
    `create table ${register.name} (`,
    '  tenant_id uuid not null, id uuid not null, number text not null, state text not null, unit_id uuid not null, version integer not null,',
    '  created_at timestamptz not null, created_by uuid not null, archived_at timestamptz,',
    ...columns,
    `  ${keys.join(',\n  ')}`,
    ');',
    ...indexesOf(register).map((columns) => `create index on ${register.name} (tenant_id, ${columns.join(', ')});`),
    ...(register.lookedInto ?? []).map((column) => `create index ${register.name}_${column}_pairs on ${register.name} using gin (dd_pairs(${column}));`),
    `select dd_tenant_table('${register.name}', 'select, insert, update');`,
  ].join('\n');
}

/** One index for each order the list offers and each reference people follow back; `number` has its unique key. */
function indexesOf(register: Register): readonly (readonly string[])[] {
  const wanted = [
    ...sortsOf(register).map((s) => [s.replace('-', ''), 'id']).filter(([first]) => first !== 'number'),
    ...Object.entries(register.fields).filter(([, f]) => f.kind.name === 'ref').map(([name]) => [name]),
    ...(register.indexes ?? []),
  ];
  const seen = new Set<string>();
  const distinct = wanted.filter((columns) => !seen.has(columns.join()) && seen.add(columns.join()));
  // What is the beginning of a longer index needs none of its own.
  return distinct.filter((a) => !distinct.some((b) => b.length > a.length && a.every((column, i) => b[i] === column)));
}

/** What the database lacks or has differently, in words; empty when it fits. */
export async function driftOf(query: Query, registers: readonly Register[]): Promise<string[]> {
  const rows = await query<{ table: string; column: string; type: string; required: boolean }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relname = any($1) and a.attnum > 0 and not a.attisdropped`, [registers.map((r) => r.name)]);
  const found = new Map(rows.map((r) => [`${r.table}.${r.column}`, r]));
  const problems: string[] = [];
  for (const register of registers) {
    const wanted: readonly (readonly [string, string, boolean])[] = [
      ...Object.entries(KERNEL_COLUMNS).map(([name, type]) => [name, type, name !== 'archived_at'] as const),
      ...Object.entries(register.fields).map(([name, f]) => [name, columnOf(f), !f.optional] as const),
    ];
    for (const [name, type, required] of wanted) {
      const column = found.get(`${register.name}.${name}`);
      if (!column) problems.push(`${register.name}.${name} is missing (wanted ${type})`);
      else if (column.type !== type) problems.push(`${register.name}.${name} is ${column.type}, the definition says ${type}`);
      else if (column.required !== required) problems.push(`${register.name}.${name} is ${column.required ? 'required' : 'optional'}, the definition says ${required ? 'required' : 'optional'}`);
      found.delete(`${register.name}.${name}`);
    }
  }
  return [...problems, ...[...found.keys()].map((column) => `${column} stands in the database and in no definition`)];
}
