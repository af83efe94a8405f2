/**
 * Who sees the points of all regions: whoever reads them in the service centre whose points they are, in one of its branches or
 * above it, because the ranking of the regions is published there (SM-31, FS-2.8). Another centre sees none.
 */
import { scopeOf, type Label, type Tx } from '../../../kernel/index.ts';

export const READERS = ['dispatcher', 'centre_manager', 'branch_manager', 'technician', 'hr'];
export const PUBLISHED: Label = [
  '积分与名次按区域在售后服务系统内公布，所以各区域都看得到全部区域的数字；单张服务指令只有本单位的能打开，点开的列表可能少于合计。',
  'Points and ranks are published by region within the service centre, so every branch sees the figures of all; single orders open only for one’s own unit, and the list behind a figure may hold fewer.',
];

export async function publishedTo(tx: Tx): Promise<boolean> {
  const reach = await scopeOf(tx, tx.actor, READERS);
  if (reach === null) return true;
  const [row] = await tx.query<{ there: boolean }>(
    `select exists (select 1 from service_region r join unit b on b.tenant_id = r.tenant_id and b.id = r.branch join unit u on u.tenant_id = b.tenant_id and (u.id = b.parent or u.parent = b.parent)
       where r.tenant_id = $1 and r.archived_at is null and u.id = any($2)) as there`, [tx.tenantId, reach]);
  return row?.there ?? false;
}

/** Rows for those to whom they are published; nothing for everybody else. */
export const published = <P, R>(rows: (tx: Tx, params: P) => Promise<readonly R[]>) => async (tx: Tx, params: P): Promise<readonly R[]> => ((await publishedTo(tx)) ? rows(tx, params) : []);
