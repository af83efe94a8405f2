/** Requests still open that may ask for the same thing. Serves SM-20. */
import { dayOf, parameter, readRecord, type Tx } from '../../../kernel/index.ts';
import { AlikePercent } from './parameters.ts';
import { similarTo, type Compared, type Similar } from './rules.ts';
import { ServiceRequest } from './service-request.ts';

/** Open: not merged, not refused, and the order that answers it is not finished. */
export async function similarRequests(tx: Tx, request: string): Promise<readonly Similar[]> {
  const own = await readRecord(tx, ServiceRequest, request);
  if (own === null || (own.equipment === null && own.site === null)) return [];
  const open = await tx.query<Compared>(
    `select r.id, r.number, r.equipment, r.site, r.content from service_request r left join service_order o on o.tenant_id = r.tenant_id and o.id = r."order"
     where r.tenant_id = $1 and r.id <> $2 and r.archived_at is null and (r.equipment = $3 or r.site = $4)
       and (r.state in ('received', 'validated', 'accepted') or (r.state = 'ordered' and o.state not in ('verified', 'closed', 'cancelled')))
     order by r.received_at desc limit 200`, [tx.tenantId, own.id, own.equipment, own.site]);
  const percent = await parameter(tx, AlikePercent, await dayOf(tx, tx.now, own.unit_id));
  return similarTo(own, open, percent);
}
