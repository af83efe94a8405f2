/** The ledger at a glance, for the hand-made page: counts by word and by branch, their checks, who breaks them, and what is still open. Serves FS-5.1, FS-5.2, FS-5.3, CG-51. */
import { defineQuery, dayOf, f, type Tx } from '../../../kernel/index.ts';
import { contractFigures, contractsSigned, standingsOn, vocabulary, type Span, type StandingContract } from './figures.ts';
import { READERS } from './ledger-status.ts';
import { shippedBy, type Counts } from './rules.ts';

export interface LedgerPage {
  readonly as_of: string;
  readonly signed_from: string | null;
  /** Counted from the contracts alone, without their statuses. */
  readonly total: number;
  readonly changedSince: boolean;
  readonly statuses: readonly { readonly id: string; readonly name: string; readonly counts_as: string | null; readonly contracts: number; readonly amount: number }[];
  readonly branches: readonly (Counts & { readonly unit: string; readonly name: string })[];
  readonly offenders: readonly StandingContract[];
  readonly notEntered: readonly StandingContract[];
  readonly notShipped: readonly StandingContract[];
}

export const ContractLedgerPage = defineQuery('contract_ledger_page', {
  label: ['合同台账一览', 'Contract ledger at a glance'],
  access: READERS,
  params: { as_of: f.date('截至', 'As of', { optional: true }), signed_from: f.date('签订自', 'Signed from', { optional: true }) },
  run: (tx, p) => page(tx, p),
});

async function page(tx: Tx, p: { readonly as_of: string | null; readonly signed_from: string | null }): Promise<LedgerPage> {
  const span: Span = { as_of: p.as_of ?? (await dayOf(tx, tx.now, tx.actor.grants[0]?.unitId ?? '')), signed_from: p.signed_from };
  const contracts = await standingsOn(tx, span);
  const words = await vocabulary(tx, span.as_of);
  const names = new Map((await tx.query<{ id: string; name: string }>('select id, name from unit where tenant_id = $1', [tx.tenantId])).map((u) => [u.id, u.name]));
  const carrying = (id: string) => contracts.filter((c) => c.status_id === id);
  return {
    ...span, total: await contractsSigned(tx, span), changedSince: words.changedSince,
    statuses: words.statuses.map((s) => ({ ...s, contracts: carrying(s.id).length, amount: carrying(s.id).reduce((sum, c) => sum + Number(c.amount), 0) })).filter((s) => s.contracts > 0 || s.counts_as !== null),
    branches: (await contractFigures(tx, span)).map((b) => ({ ...b, name: names.get(b.unit) ?? '' })),
    offenders: contracts.filter((c) => c.counts_as === null),
    notEntered: contracts.filter((c) => c.counts_as === 'not_entered'),
    notShipped: contracts.filter((c) => !shippedBy(c, span.as_of)),
  };
}
