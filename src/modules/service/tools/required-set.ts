/** Kinds of instruments and tools, and the set that each branch must have (配备标准). Serves FS-1.4. */
import { defineRegister, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { KEEPERS, READERS } from './roles.ts';

export const ToolKind = defineRegister('tool_kind', {
  label: ['仪器工具种类', 'Kind of tool'],
  number: 'GZ-{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    category: f.choice('类别', 'Category', { instrument: ['仪器', 'Instrument'], tool: ['工具', 'Tool'] }),
    calibration_months: f.integer('检定周期', 'Calibrated every', { min: 1, max: 120, optional: true, unit: ['个月', 'months'], hint: ['不需检定的留空', 'Empty: needs none'] }),
  },
  title: ['name'],
  list: ['name', 'category', 'calibration_months'],
  sorts: ['name', 'number'],
  unique: [['name']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS, namesOpen: true },
  empty: ['还没有种类。先登记每个服务部应有哪些仪器和工具。', 'No kinds yet. First enter which instruments and tools a branch must have.'],
});

export const ToolRequirement = defineRegister('tool_requirement', {
  label: ['配备标准', 'Required set'],
  number: 'PB-{000}',
  fields: {
    kind: f.ref('种类', 'Kind', 'tool_kind'),
    branch: f.unit('区域服务部', 'Branch', { optional: true, hint: ['留空适用于每个服务部；单独列出的优先', 'Empty: every branch; a line of its own goes first'] }),
    quantity: f.integer('数量', 'Quantity', { min: 0, max: 1000 }),
  },
  title: ['kind', 'branch'],
  list: ['kind', 'branch', 'quantity'],
  sorts: ['number'],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS },
  empty: ['还没有配备标准。逐种写明数量，缺件表据此计算。', 'No required set yet. Give a quantity for each kind; what is missing is worked out from it.'],
  opening: {
    facts: async ({ tx, id, input }) => ({ twice: await enteredBefore(tx, input, id) }),
    guard({ facts }) {
      if (facts.twice !== null) throw new Refusal('tool_requirement.twice', [`${facts.twice} 已规定此种类的数量`, `${facts.twice} sets the quantity of this kind already`], 409, { kind: ['已有标准', 'Set already'] });
    },
  },
});

async function enteredBefore(tx: Tx, r: { readonly kind: string; readonly branch: string | null }, id: string | null): Promise<string | null> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`tool_requirement ${r.kind}`]);
  const rows = await tx.query<{ id: string; number: string }>(
    'select id, number from tool_requirement where tenant_id = $1 and kind = $2 and branch is not distinct from $3::uuid and archived_at is null', [tx.tenantId, r.kind, r.branch]);
  return rows.find((row) => row.id !== id)?.number ?? null;
}
