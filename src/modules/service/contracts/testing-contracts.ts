/** What the tests on contracts begin with: the vocabulary of the ledger, a customer in each branch, and the 147 contracts of the source. */
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Customer, customers } from '../customers/index.ts';
import { ContractLedgerStatus, contracts, SalesContract } from './index.ts';

export const STATUSES = { entered: ['已挂', 'entered'], not_to_enter: ['不挂帐', 'not_to_enter'], pending: ['未挂帐', 'not_entered'] } as const;
export type Status = keyof typeof STATUSES;
const BRANCHES = ['NE', 'XJ', 'EC', 'NC', 'NW', 'SW'] as const;

export interface Office {
  readonly t: TestKernel;
  readonly dispatcher: Actor;
  readonly manager: Actor;
  readonly statuses: { readonly [S in Status]: string };
  readonly customers: { readonly [branch: string]: string };
}

export async function startOffice(now = '2026-02-28T01:00:00Z'): Promise<Office> {
  const t = await startTest({ modules: [customers, contracts], now });
  const dispatcher = await t.actor('dispatcher', 'FS', '段飞');
  const manager = await t.actor('centre_manager', 'FS', '聂文博');
  const statuses: { [status: string]: string } = {};
  for (const [i, [code, [name, counts_as]]] of Object.entries(STATUSES).entries()) {
    statuses[code] = (await t.create(ContractLedgerStatus, manager, { code, name, counts_as, list_order: i + 1, unit_id: t.unit('FS') })).id;
  }
  const made: { [branch: string]: string } = {};
  for (const branch of BRANCHES) made[branch] = (await t.create(Customer, dispatcher, { name: `${branch} 采油厂`, kind: 'oilfield', branch: t.unit(`FS-${branch}`) })).id;
  return { t, dispatcher, manager, statuses: statuses as Office['statuses'], customers: made };
}

export function sell(o: Office, n: number, more: Partial<{ status: Status; branch: string; signed_on: string; shipped_on: string | null }> = {}) {
  return o.t.create(SalesContract, o.dispatcher, {
    contract_no: `HT-2026-${String(n).padStart(3, '0')}`, customer: o.customers[more.branch ?? 'NE']!, product: '水套加热炉', units: 1 + (n % 3), amount: 380_000_00,
    signed_on: more.signed_on ?? '2026-01-10', ledger_status: o.statuses[more.status ?? 'pending'], shipped_on: more.shipped_on ?? null,
  });
}

/** 108 entered, 3 not to be entered, 36 not yet; 137 shipped by 27 February, 10 not. */
export async function sell147(o: Office): Promise<void> {
  for (let n = 1; n <= 147; n++) {
    await sell(o, n, {
      status: n <= 108 ? 'entered' : n <= 111 ? 'not_to_enter' : 'pending', branch: BRANCHES[n % 6]!,
      signed_on: `2026-01-${String(1 + (n % 28)).padStart(2, '0')}`, shipped_on: n <= 137 ? '2026-02-27' : null,
    });
  }
}
