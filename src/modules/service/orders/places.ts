/**
 * Regions (区域) and service types (服务类型): lists that the organisation keeps as data, and the order in which each report prints regions.
 * Serves FS-0.1 (six regional departments, the list is data), FS-2.4 (types; inspection tours have no points column), CG-52.
 */
import { defineRegister, f, tables, type Tx } from '../../../kernel/index.ts';
import { inReportOrder, type Place } from './rules.ts';

export const READERS = ['dispatcher', 'branch_manager', 'technician', 'centre_manager', 'storekeeper', 'finance', 'hr'];
const KEEPERS = ['administrator', 'dispatcher'];

export const ServiceRegion = defineRegister('service_region', {
  label: ['区域', 'Region'],
  number: 'QY{00}',
  fields: {
    code: f.text('代码', 'Code', { max: 10 }),
    name: f.text('名称', 'Name', { max: 40 }),
    branch: f.unit('区域服务部', 'Branch'),
    latitude: f.quantity('纬度', 'Latitude', { optional: true, scale: 6, min: -90, max: 90, hint: ['服务部驻地，用于估算路程', 'Where the branch stands; for distances'] }),
    longitude: f.quantity('经度', 'Longitude', { optional: true, scale: 6, min: -180, max: 180 }),
    list_order: f.integer('次序', 'Order', { hint: ['报表没有自己的次序时按此排列', 'Used by reports without an order of their own'] }),
  },
  title: ['name'],
  list: ['code', 'name', 'branch', 'list_order'],
  sorts: ['list_order', 'code'],
  unique: [['code']],
  access: { read: [...READERS, 'administrator'], create: KEEPERS, edit: KEEPERS, namesOpen: true },
});

export const ServiceRegionOrder = defineRegister('service_region_order', {
  label: ['报表区域次序', 'Order of regions'],
  number: 'QC{000}',
  fields: {
    report: f.choice('报表', 'Report', { points: ['服务积分', 'Service points'], dynamics: ['服务动态', 'Service dynamics'], parts: ['配件', 'Parts'] }),
    region: f.ref('区域', 'Region', 'service_region'),
    list_order: f.integer('次序', 'Order', { min: 1 }),
  },
  list: ['report', 'region', 'list_order'],
  sorts: ['report'],
  unique: [['report', 'region']],
  hidden: true,
  access: { read: [...READERS, 'administrator'], create: KEEPERS, edit: KEEPERS, archive: KEEPERS },
});

export const ServiceType = defineRegister('service_type', {
  label: ['服务类型', 'Service type'],
  number: 'LX{00}',
  fields: {
    code: f.text('代码', 'Code', { max: 10 }),
    name: f.text('名称', 'Name', { max: 40 }),
    list_order: f.integer('次序', 'Order'),
    earns_points: f.yesNo('计积分', 'Earns points', { hint: ['巡检在积分表中没有列', 'Inspection tours have no column in the points table'] }),
  },
  title: ['name'],
  list: ['code', 'name', 'earns_points', 'list_order'],
  sorts: ['list_order', 'code'],
  unique: [['code']],
  access: { read: [...READERS, 'administrator'], create: KEEPERS, edit: KEEPERS, namesOpen: true },
});

export async function regionsFor(tx: Tx, report: 'points' | 'dynamics' | 'parts'): Promise<readonly Place[]> {
  const db = tables(tx, ServiceRegion, ServiceRegionOrder);
  const regions = await db.selectFrom('service_region').select(['id', 'code', 'name', 'branch', 'list_order'])
    .where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null).execute();
  const own = await db.selectFrom('service_region_order').select(['region', 'list_order'])
    .where('tenant_id', '=', tx.tenantId).where('report', '=', report).where('archived_at', 'is', null).execute();
  return inReportOrder(regions, own);
}

export interface TypeOfService { readonly id: string; readonly code: string; readonly name: string; readonly earns_points: boolean }
export function serviceTypes(tx: Tx): Promise<TypeOfService[]> {
  return tables(tx, ServiceType).selectFrom('service_type').select(['id', 'code', 'name', 'earns_points'])
    .where('tenant_id', '=', tx.tenantId).where('archived_at', 'is', null).orderBy('list_order').orderBy('code').execute();
}
