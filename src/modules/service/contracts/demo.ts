/**
 * Demo of the contract ledger: 147 contracts as of 2026-02-27, of which 108 are entered, 3 are not to be and 36 are not yet; 137 shipped,
 * 10 not (FS-5.2, FS-5.3). The two users whose goods came without papers are those the source names; amounts and numbers are invented.
 */
import { calendar, createRecord, tables, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { Customer } from '../customers/index.ts';
import { ContractLedgerStatus, SalesContract } from './index.ts';

const VOCABULARY = [['GZ-Y', '已挂', 'entered'], ['GZ-B', '不挂帐', 'not_to_enter'], ['GZ-W', '未挂帐', 'not_entered']] as const;
const PRODUCTS: readonly (readonly [product: string, yuan: number])[] = [
  ['600J 水套加热炉', 298_000], ['1600J 真空加热炉', 465_000], ['1.4 t 蒸汽锅炉', 336_000], ['分离器 DN1200', 215_000], ['800 kW 水套加热炉', 342_000], ['2.1 MW 热水锅炉', 418_000], ['橇装计量装置', 527_000],
];
/** Contracts of the goods that arrive in January and February 2026 (FS-5.4): 19 units in all. */
const ARRIVALS: readonly (readonly [customer: string, product: string, units: number, signed: string, shipped: string])[] = [
  ['辽河油田', '600J 水套加热炉', 2, '2025-09-18', '2026-01-08'], ['延长管道公司', '1.4 t 蒸汽锅炉', 2, '2025-10-11', '2026-01-15'], ['望湖采油一厂', '1600J 真空加热炉', 6, '2025-08-27', '2026-01-19'],
  ['北岭采油厂', '800 kW 水套加热炉', 4, '2025-09-30', '2026-01-23'], ['长洼油田', '分离器 DN1200', 3, '2025-10-22', '2026-02-03'], ['沙泉采油厂', '橇装计量装置', 2, '2025-11-06', '2026-02-06'],
];
const TOTAL = 147;
const UNSHIPPED = 10;

export async function demo(d: Demo): Promise<void> {
  d.at('2025-12-01T02:45:00Z');
  const statuses = await d.batch(d.actor('niewenbo'), async (tx) => {
    const made: { [group: string]: string } = {};
    for (const [i, [code, name, counts_as]] of VOCABULARY.entries()) made[counts_as] = (await createRecord(tx, ContractLedgerStatus, { code, name, counts_as, list_order: i + 1, unit_id: d.unit('FS') })).id;
    return made;
  });
  d.at('2026-02-27T08:30:00Z');
  await d.batch(d.actor('duanfei'), async (tx) => {
    await createRecord(tx, Customer, { name: '辽河油田', kind: 'oilfield', branch: d.unit('FS-NE'), contact: '靳占魁', contact_phone: '13941720366', address: '辽宁省盘锦市' });
    await createRecord(tx, Customer, { name: '延长管道公司', kind: 'pipeline', branch: d.unit('FS-NW'), contact: '呼守义', contact_phone: '13992715508', address: '陕西省延安市' });
    const customers = await tables(tx, Customer).selectFrom('customer').select(['id', 'name']).where('tenant_id', '=', tx.tenantId).orderBy('number').execute();
    for (let n = 1; n <= TOTAL; n++) await sell(d, tx, n, customers, statuses);
    return {};
  });
}

async function sell(d: Demo, tx: Tx, n: number, customers: readonly { readonly id: string; readonly name: string }[], statuses: { readonly [group: string]: string }): Promise<void> {
  const arrival = ARRIVALS[n - 1];
  const [product, yuan] = PRODUCTS[n % PRODUCTS.length]!;
  const units = arrival?.[2] ?? 1 + Math.floor(d.random() * 3);
  // The last ten are the newest: signed in the new year and still at the factory.
  const waiting = n > TOTAL - UNSHIPPED;
  const signed_on = arrival?.[3] ?? calendar.addDays(waiting ? '2026-01-20' : '2025-03-03', Math.floor(waiting ? (n - TOTAL + UNSHIPPED) * 3 : n * 1.8));
  const shipped = arrival?.[4] ?? calendar.addDays(signed_on, 45 + Math.floor(d.random() * 40));
  const group = n <= 6 ? 'entered' : waiting ? 'not_entered' : n % 30 === 0 && n <= 90 ? 'not_to_enter' : groupOf(n);
  await createRecord(tx, SalesContract, {
    contract_no: `YLXS-${signed_on.slice(2, 4)}${String(100 + n)}`, customer: arrival ? customers.find((c) => c.name === arrival[0])!.id : customers[n % customers.length]!.id,
    product: arrival?.[1] ?? product, units, amount: units * (yuan + Math.floor(d.random() * 40) * 1000) * 100, signed_on, ledger_status: statuses[group]!,
    shipped_on: waiting ? null : shipped > '2026-02-27' ? '2026-02-26' : shipped,
    remark: group === 'not_to_enter' ? '由用户自行维护，不登入服务台账' : null,
  });
}

/** Among contracts 7 to 137 without the three not to be entered: the newest 26 are not entered yet, the others are. */
function groupOf(n: number): 'entered' | 'not_entered' {
  return n > TOTAL - UNSHIPPED - 26 ? 'not_entered' : 'entered';
}
