/**
 * Where parts lie (库位): warehouses, vans, technicians, customers, old parts and scrap, each with what it holds of a part. What is held is the
 * ledger's balance, never a typed number. A cost layer (成本层) is what one receipt paid for a piece. Serves FS-3.4, SM-25, CG-50.
 */
import { createRecord, defineRegister, f, grantFor, Refusal, type Actor, type Tx } from '../../../kernel/index.ts';
import { PLACE_KINDS, refuseOwnerlessPlace, type PlaceKind } from './rules.ts';
import { READERS } from './roles.ts';

const KEEPS = ['storekeeper', 'dispatcher', 'branch_manager'];

export const StockPlace = defineRegister('stock_place', {
  label: ['库位', 'Stock place'],
  number: 'KW-{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    kind: f.choice('类别', 'Kind', PLACE_KINDS),
    branch: f.unit('所属部门', 'Unit'),
    technician: f.ref('保管人', 'Kept by', 'employee', { optional: true, hint: ['服务车和技术员库位必填', 'Needed for a van and for a technician’s stock'] }),
    mate: f.ref('同车技术员', 'Second technician', 'employee', { optional: true, hint: ['两人共用一辆服务车时填写', 'When two share a van'] }),
    customer: f.ref('客户', 'Customer', 'customer', { optional: true, hint: ['存放在客户处的备件', 'For spares kept at a customer’s'] }),
  },
  title: ['name'],
  list: ['name', 'kind', 'branch', 'technician', 'mate', 'customer'],
  sorts: ['name', '-number'],
  indexes: [['technician'], ['mate']],
  unique: [['name']],
  access: { read: READERS, create: KEEPS, edit: KEEPS, archive: KEEPS, namesOpen: true },
  empty: ['还没有库位。先登记仓库、服务车和旧件库。', 'No places yet. Begin with the warehouse, the vans and the place for old parts.'],
  opening: {
    facts: async ({ tx, input, actor }) => ({ reached: await reaches(tx, actor, KEEPS, input.branch) }),
    guard({ input, facts }) {
      if (!facts.reached) throw new Refusal('stock_place.other_unit', ['只能登记本部门的库位', 'Only places of your own unit'], 403, { branch: ['请选本部门', 'Choose your own unit'] });
      refuseOwnerlessPlace(input);
    },
    set: ({ input }) => ({ unit_id: input.branch }),
  },
});

export const StockItem = defineRegister('stock_item', {
  label: ['库存', 'Stock'],
  number: 'KC-{00000}',
  fields: {
    place: f.ref('库位', 'Place', 'stock_place'),
    part: f.ref('配件', 'Part', 'part'),
  },
  title: ['part', 'place'],
  list: ['place', 'part'],
  sorts: ['-number'],
  unique: [['place', 'part']],
  indexes: [['part']],
  hidden: true,
  access: { read: READERS, create: [] },
});

export const CostLayer = defineRegister('cost_layer', {
  label: ['成本层', 'Cost layer'],
  number: 'CB-{yyyy}-{00000}',
  fields: {
    part: f.ref('配件', 'Part', 'part'),
    unit_cost: f.money('单位成本', 'Cost per piece', { min: 0 }),
    quantity: f.integer('数量', 'Quantity'),
    received_on: f.date('入库日期', 'Received on'),
    source: f.text('来源单据', 'Document', { max: 40 }),
  },
  title: ['source', 'part'],
  list: ['part', 'unit_cost', 'quantity', 'received_on', 'source'],
  sorts: ['-received_on'],
  indexes: [['part', 'received_on']],
  hidden: true,
  access: { read: READERS, create: [] },
});

export const reaches = async (tx: Tx, actor: Actor, roles: readonly string[], unit: string): Promise<boolean> =>
  actor.kind === 'system' || (await grantFor(tx, actor, roles, unit)) !== undefined;

export interface Place { readonly id: string; readonly name: string; readonly kind: PlaceKind; readonly unit_id: string; readonly technician: string | null; readonly mate: string | null }
export async function placeOf(tx: Tx, id: string | null | undefined): Promise<Place | null> {
  if (!id) return null;
  const [found] = await tx.query<Place>('select id, name, kind, unit_id, technician, mate from stock_place where tenant_id = $1 and id = $2 and archived_at is null', [tx.tenantId, id]);
  return found ?? null;
}
/** A place that was chosen and that the person keeps; `field` is where the form says what is wrong. */
export async function keptPlace(tx: Tx, actor: Actor, roles: readonly string[], id: string, field: string): Promise<Place> {
  const place = await placeOf(tx, id);
  if (place === null || !(await reaches(tx, actor, roles, place.unit_id))) {
    throw new Refusal('stock_place.not_yours', ['该库位不归您管', 'This place is not yours to use'], 422, { [field]: ['请选本部门的库位', 'Choose a place of your own unit'] });
  }
  return place;
}

/** What holds a part in a place; made when the first piece comes. The place is locked meanwhile, so that there is one of it. Refuses a place that was archived meanwhile (`null`). */
export async function itemIn(tx: Tx, place: { readonly id: string; readonly unit_id: string } | null, part: string): Promise<string> {
  if (place === null) throw new Refusal('stock_place.archived', ['库位已归档，不能入库；请先恢复该库位', 'The place is archived and takes nothing in; restore it first'], 409);
  const known = await findItem(tx, place.id, part);
  if (known !== null) return known;
  await tx.query('select id from stock_place where tenant_id = $1 and id = $2 for update', [tx.tenantId, place.id]);
  const meanwhile = await findItem(tx, place.id, part);
  if (meanwhile !== null) return meanwhile;
  // Whoever may bring something here opens it; nobody opens one by hand.
  return (await createRecord(tx, StockItem, { place: place.id, part, unit_id: place.unit_id })).id;
}
export async function findItem(tx: Tx, place: string, part: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>('select id from stock_item where tenant_id = $1 and place = $2 and part = $3', [tx.tenantId, place, part]);
  return row?.id ?? null;
}

/** What one delivery, or one surplus of a count, cost by the piece. */
export async function layerFor(tx: Tx, l: { readonly part: string; readonly unit_cost: number; readonly quantity: number; readonly received_on: string; readonly source: string; readonly unit_id: string }): Promise<string> {
  return (await createRecord(tx, CostLayer, l)).id;
}
