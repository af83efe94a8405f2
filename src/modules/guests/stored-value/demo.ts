/** Five members with value on their cards: what they paid in when they joined, the bonus of the season, and the tiers that followed. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { CardProduct, MemberCard, MemberCardProcess } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { BonusRule, BonusRuleProcess, CardDeposit, CardDepositProcess, CardTier, CardTierProcess, joiningMoneyIn } from './index.ts';

const HOLDERS = [['黎明辉', '13900000501', 300_000, 48], ['杜鹃', '13900000502', 500_000, 41], ['海山', '13900000503', 200_000, 33], ['林佳', '13900000504', 300_000, 20], ['艾力·玉山', '13900000505', 300_000, 6]] as const;

export async function demo(d: Demo): Promise<void> {
  const [gao, loaded] = [d.actor('gaomin'), d.now()];
  d.at(calendar.instantOf(calendar.addDays(d.today, -60), '15:00', 'Asia/Shanghai').toISOString());
  await d.batch(gao, async (tx) => {
    const { id } = await createRecord(tx, BonusRule, { name: '开业季', min_amount: 300_000, bonus: 30_000, starts_on: calendar.addDays(d.today, -60), ends_on: calendar.addDays(d.today, -15) });
    return takeStep(tx, BonusRuleProcess, id, 'publish', {});
  });
  for (const [i, [name, phone, amount, ago]] of HOLDERS.entries()) {
    d.at(calendar.instantOf(calendar.addDays(d.today, -ago), '19:20', 'Asia/Shanghai').toISOString());
    await d.batch(gao, (tx) => holder(tx, d, { name, phone, amount, n: i + 1, told: i < 4 }));
  }
  d.at(loaded.toISOString());
}

/** Taken over from the paper files: the money had come by transfer, the card was given at once. */
async function holder(tx: Tx, d: Demo, h: { readonly name: string; readonly phone: string; readonly amount: number; readonly n: number; readonly told: boolean }): Promise<object> {
  const product = await tables(tx, CardProduct).selectFrom('card_product').select('id').where('tenant_id', '=', tx.tenantId).where('kind', '=', 'stored_value').executeTakeFirstOrThrow();
  const member = await createRecord(tx, Member, { name: h.name, phone: h.phone, birthday_kind: 'solar' });
  const card = await createRecord(tx, MemberCard, { member: member.id, product: product.id });
  await takeStep(tx, MemberCardProcess, card.id, 'activate', { card_no: `6600 ${2000 + h.n}` });
  await joiningMoneyIn(tx, { id: card.id, register: 'member_card', number: card.number, amount: h.amount, cash: false, advance: true, shift: '', unit: card.unit_id, at: tx.now });
  const deposit = await createRecord(tx, CardDeposit, { card: card.id, amount: h.amount, tender: 'transfer', payer: 'personal', source: 'application', payment_ref: `JZ${card.number.slice(-6)}` });
  await takeStep(tx, CardDepositProcess, deposit.id, 'confirm', {}, { signatures: [d.sign('member', h.name)] });
  const tier = await tables(tx, CardTier).selectFrom('card_tier').select('id').where('tenant_id', '=', tx.tenantId).where('card', '=', card.id).executeTakeFirst();
  if (tier && h.told) {
    await takeStep(tx, CardTierProcess, tier.id, 'issue_card', { card_no: `8866 ${1000 + h.n}`, old_taken: true });
    await takeStep(tx, CardTierProcess, tier.id, 'explain', { benefits_told: true, use_told: true });
  }
  return card;
}
