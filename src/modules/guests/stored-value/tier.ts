/**
 * Tiers of cards (会员等级): from when to when, by which rule and figure, in a sentence that anybody understands. Granted at
 * once; then the tier's card is given out and its use explained. Serves VIP-1.14, VIP-1.15, VIP-8.3, VIP-8.4, AS-09, G9.
 */
import { calendar, createRecord, dayOf, defineProcess, defineRegister, emit, f, readRecord, Refusal, tables, takeStep, type Label, type RowOf, type Tx } from '../../../kernel/index.ts';
import { accountOf, cardProblem, MemberCard, MemberCardProcess } from '../cards/index.ts';
import { tierFigures } from './figures.ts';
import { tierRulesOn } from './tier-rule.ts';
import { changeOfTier, endedBecause, METRICS, TIERS, tierFor, type Reached, type Tier } from './tier.rules.ts';

export const CardTier = defineRegister('card_tier', {
  label: ['会员等级', 'Tier of a card'],
  number: 'HYDJ-{yyyy}-{00000}',
  fields: {
    card: f.ref('会员卡', 'Card', 'member_card'),
    tier: f.choice('等级', 'Tier', TIERS),
    since: f.dateTime('自', 'Since'),
    until: f.dateTime('至', 'Until', { optional: true, readonly: true }),
    metric: f.choice('依据指标', 'By metric', METRICS),
    figure: f.integer('达到', 'Figure', { min: 0 }),
    threshold: f.integer('门槛', 'Threshold', { min: 0 }),
    because: f.text('升级理由', 'Why', { max: 300 }),
    because_en: f.text('升级理由（英文）', 'Why (English)', { max: 300 }),
    ended_because: f.text('结束理由', 'Why it ended', { optional: true, readonly: true, max: 300 }),
    explained_by: f.ref('说明人', 'Explained by', 'app_user', { optional: true, readonly: true }),
    explained_at: f.dateTime('说明时间', 'Explained at', { optional: true, readonly: true }),
  },
  title: ['tier', 'card'],
  list: ['card', 'tier', 'since', 'until', 'because'],
  sorts: ['-since', '-number'],
  // Tiers follow from the rules alone; nobody gives one by hand.
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: [] },
  empty: ['储值达到门槛时自动升级，理由写在这里。', 'A tier is granted by itself when a rule is met; the reason stands here.'],
});

export const CardTierProcess = defineProcess(CardTier, 'granted',
  {
    granted: { label: ['已升级待发卡', 'Granted, card to be given'], tone: 'waiting', due: { step: 'issue_card', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'vip_manager' } },
    card_issued: { label: ['已发卡待说明', 'Card given, to be explained'], tone: 'waiting', due: { step: 'explain', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'vip_manager' } },
    explained: { label: ['生效', 'In force'], tone: 'active' },
    ended: { label: ['已结束', 'Ended'], tone: 'stopped' },
  },
  (step) => ({
    issue_card: step({
      label: ['发放等级卡', 'Give out the card'], tone: 'primary', from: ['granted'], to: 'card_issued', by: ['vip_agent', 'vip_manager'],
      hint: ['换发与等级相应的卡面，账户不变，旧卡面收回', 'Exchange the plastic for the tier’s own; the account stays, the old card is taken back'],
      form: { card_no: f.text('新卡号', 'New card number', { max: 30 }), old_taken: f.yesNo('旧卡已收回', 'The old card was taken back') },
      facts: async ({ tx, record }) => ({ card: await currentCard(tx, record.card) }),
      ready: ({ facts }) => (facts.card ? cardProblem(facts.card.state, 'value') : ['这个账户没有可用的卡', 'There is no card on this account']),
      preview: ({ record }) => ({ lines: [[record.because, record.because_en]] }),
      guard({ input }) {
        if (!input.old_taken) throw new Refusal('card_tier.old_card', ['请先收回旧卡', 'Take the old card back first'], 409, { old_taken: ['须收回', 'Must be taken back'] });
      },
      effect: async ({ tx, facts, input }) => { await takeStep(tx, MemberCardProcess, facts.card!.id, 'exchange', { card_no: input.card_no }); },
    }),
    explain: step({
      label: ['已说明新卡用法', 'Use explained'], tone: 'primary', from: ['card_issued'], to: 'explained', by: ['vip_agent', 'vip_manager'],
      form: { benefits_told: f.yesNo('已说明等级待遇', 'Benefits told'), use_told: f.yesNo('已说明使用方法', 'Use told') },
      guard({ input }) {
        if (!input.benefits_told || !input.use_told) throw new Refusal('card_tier.not_explained', ['两项都须向客人说明', 'Both must be told to the guest'], 409, {
          ...(input.benefits_told ? {} : { benefits_told: ['须说明', 'Must be told'] as const }), ...(input.use_told ? {} : { use_told: ['须说明', 'Must be told'] as const }),
        });
      },
      set: ({ actor, now }) => ({ explained_by: actor.id, explained_at: now }),
    }),
    end: step({
      label: ['等级结束', 'Tier ends'], from: ['granted', 'card_issued', 'explained'], to: 'ended', by: [], form: { ended_because: f.text('理由', 'Why', { max: 300 }) },
      set: ({ now }) => ({ until: now }),
    }),
  }),
);

/** The card that is in the holder's hand now: the first of the chain, or what replaced it. */
async function currentCard(tx: Tx, account: string): Promise<RowOf<typeof MemberCard> | undefined> {
  return tables(tx, MemberCard).selectFrom('member_card').selectAll().where('tenant_id', '=', tx.tenantId)
    .where((e) => e.or([e('id', '=', account), e('account', '=', account)])).where('state', '<>', 'replaced').orderBy('number', 'desc').executeTakeFirst();
}

async function openTier(tx: Tx, account: string): Promise<RowOf<typeof CardTier> | undefined> {
  return tables(tx, CardTier).selectFrom('card_tier').selectAll().where('tenant_id', '=', tx.tenantId).where('card', '=', account).where('until', 'is', null).executeTakeFirst();
}

/** The tier of a card at a moment; benefits of the past are judged by the tier of then. */
export async function tierOf(tx: Tx, card: { readonly id: string; readonly account: string | null }, at: Date): Promise<Tier | null> {
  const row = await tables(tx, CardTier).selectFrom('card_tier').select('tier').where('tenant_id', '=', tx.tenantId).where('card', '=', accountOf(card))
    .where('since', '<=', at).where((e) => e.or([e('until', 'is', null), e('until', '>', at)])).orderBy('since', 'desc').executeTakeFirst();
  return row?.tier ?? null;
}

/** The tier that was granted at this very moment, for the slip of what granted it; null when none was. */
export async function tierBecauseOf(tx: Tx, account: string, at: Date): Promise<Label | null> {
  const row = await tables(tx, CardTier).selectFrom('card_tier').select(['tier', 'because', 'because_en']).where('tenant_id', '=', tx.tenantId).where('card', '=', account).where('since', '=', at).where('until', 'is', null).executeTakeFirst();
  return row ? [`${TIERS[row.tier][0]}：${row.because}`, `${TIERS[row.tier][1]}: ${row.because_en}`] : null;
}

/**
 * Asks the rules again after something happened on the account, and writes down what follows. `why` is what happened, in case
 * a tier ends by it. The caller has locked the account. Out: what the card reached now, when that is new.
 */
export async function evaluateTier(tx: Tx, account: string, c: { readonly day: string; readonly unit: string; readonly why: Label }): Promise<Reached | null> {
  const reached = tierFor(await tierRulesOn(tx, c.day), await tierFigures(tx, account), c.day);
  const has = await openTier(tx, account);
  const change = changeOfTier(has?.tier ?? null, reached?.tier ?? null);
  if (change === 'none') return null;
  if (has) await takeStep(tx, CardTierProcess, has.id, 'end', { ended_because: (reached ? (['改为更相符的等级', ''] as const) : endedBecause(has.tier, c.why))[0] });
  if (reached) {
    // A rule gives it, whoever's work made the rule true.
    await createRecord(tx, CardTier, {
      card: account, tier: reached.tier, since: tx.now, metric: reached.rule.metric, figure: reached.figure, threshold: reached.rule.threshold,
      because: reached.because[0], because_en: reached.because[1], unit_id: c.unit,
    });
  }
  emit(tx, 'card.tier_changed', { account, from: has?.tier ?? null, to: reached?.tier ?? null });
  return reached;
}

/**
 * Rules with a window, and points, change an answer without anything happening at this counter: asked again every morning. By what is
 * known now, also when the review of an earlier morning was missed: what came since must not be left out.
 */
export async function reviewTiers(tx: Tx, units: readonly string[]): Promise<number> {
  const accounts = await tables(tx, MemberCard).selectFrom('member_card').select(['id', 'unit_id']).where('tenant_id', '=', tx.tenantId)
    .where('account', 'is', null).where('state', 'in', ['active', 'suspended', 'replaced']).where('unit_id', 'in', [...units]).execute();
  let changed = 0;
  for (const { id, unit_id } of accounts) {
    await readRecord(tx, MemberCard, id, { lock: true });
    const before = (await openTier(tx, id))?.tier ?? null;
    await evaluateTier(tx, id, { day: await dayOf(tx, tx.now, unit_id), unit: unit_id, why: ['每日复核', 'Daily review'] });
    if (((await openTier(tx, id))?.tier ?? null) !== before) changed++;
  }
  return changed;
}
