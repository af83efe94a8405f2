/** What custody settles (来自物品保管): the compensation somebody signed for becomes a claim, with its paper as evidence. Serves SM-11, AC-20, CC-1.14b. */
import { createRecord, readRecord, takeStep, type Tx, updateRecord } from '../../../kernel/index.ts';
import { CustodyItem } from '../custody/index.ts';
import { publishedVersions, versionOn } from '../rulebook/index.ts';
import { MoneyClaim } from './claim.ts';
import { MoneyClaimProcess } from './claim-process.ts';
import { approvedRates } from './compensation-rate.ts';
import { ceilingFor, type Thing } from './rate.rules.ts';

/** Told once for each settlement; more than the table of the day allows is not asked, whatever was signed. */
export async function claimFromCustody(tx: Tx, payload: { readonly [name: string]: unknown }): Promise<void> {
  const item = await readRecord(tx, CustodyItem, String(payload['item']));
  const owed = Number(payload['owed']);
  const day = String(payload['day']);
  if (!item || item.holder === null || owed === 0) return;
  const thing: Thing = item.kind;
  const ceiling = ceilingFor(thing, day, item.cost, versionOn(await publishedVersions(tx), day), await approvedRates(tx));
  const wanted = Math.min(owed, ceiling.fen ?? owed);
  if (wanted === 0) return;
  const evidence = `物品 ${item.number} 的遗失处理单，员工${payload['refused'] === true ? '拒签（两人见证）' : '已签字'}；${item.proposal ?? ''}`.slice(0, 300);
  // A decision on the same loss may have come first: one loss, one claim.
  const [ordered] = await tx.query<{ id: string }>(`select id from money_claim where tenant_id = $1 and employee = $2 and thing = $3 and happened_on = $4 and state = 'to_assess' and custody_item is null and archived_at is null limit 1`, [tx.tenantId, item.holder, thing, day]);
  if (ordered) {
    await takeStep(tx, MoneyClaimProcess, ordered.id, 'assess', { thing, cost: item.cost, wanted, evidence_note: evidence });
    await updateRecord(tx, MoneyClaim, ordered, { custody_item: item.id }, { what: 'custody' });
    return;
  }
  await createRecord(tx, MoneyClaim, {
    employee: item.holder, kind: 'compensation', thing, happened_on: day, cost: item.cost, wanted, custody_item: item.id, unit_id: item.unit_id,
    description: `${item.number} ${item.label}：${item.circumstances ?? ''}`, evidence_note: evidence,
  });
}
