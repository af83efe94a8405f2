/** What stands above a request: the warranty with its reasons, requests that may be the same, and the page on which the requester reads the answer. Serves SM-20, SM-26, AC-34. */
import { defineQuery, f, grantFor, readRecord, tables, type Label, type Tx } from '../../../kernel/index.ts';
import type { Aspect } from '../equipment/index.ts';
import { repliedInTime } from './reply.rules.ts';
import type { Similar } from './rules.ts';
import { READERS, ServiceRequest } from './service-request.ts';
import { similarRequests } from './similar.ts';

export type Basis = { readonly [A in Aspect]: readonly Label[] };
export interface RequestBeside {
  /** Frozen when the request was validated. */
  readonly basis: Basis | null;
  readonly similar: readonly Similar[];
  readonly mergedHere: readonly { readonly id: string; readonly number: string }[];
  /** Null while it is neither answered nor overdue. */
  readonly inTime: boolean | null;
  readonly answerPath: string | null;
}

export const RequestPanel = defineQuery('service_request_beside', {
  label: ['服务申请核对', 'Service request, looked at'],
  access: READERS,
  params: { request: f.ref('服务申请单', 'Service request', 'service_request') },
  async run(tx, params): Promise<RequestBeside | null> {
    const request = await readRecord(tx, ServiceRequest, params.request);
    if (request === null || !(await grantFor(tx, tx.actor, READERS, request.unit_id))) return null;
    const open = ['received', 'validated', 'accepted'].includes(request.state);
    const answers = (await grantFor(tx, tx.actor, ['dispatcher', 'branch_manager'], request.unit_id)) !== undefined;
    return {
      basis: request.warranty_basis === null ? null : (JSON.parse(request.warranty_basis) as Basis),
      similar: open ? await similarRequests(tx, request.id) : [],
      mergedHere: await tables(tx, ServiceRequest).selectFrom('service_request').select(['id', 'number']).where('tenant_id', '=', tx.tenantId).where('merged_into', '=', request.id).orderBy('number').execute(),
      inTime: repliedInTime(request.reply_by, request.replied_at, tx.now),
      answerPath: answers && request.reply_token !== null ? await addressOf(tx, request.reply_token) : null,
    };
  },
});

async function addressOf(tx: Tx, token: string): Promise<string> {
  const [tenant] = await tx.query<{ code: string }>('select code from tenant where id = $1', [tx.tenantId]);
  return `/intake/${tenant?.code ?? ''}/request_answer/${token}`;
}
