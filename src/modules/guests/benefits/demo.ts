/** Two rules in force, and the last Mondays by them: granted, come too late, a large room by the supervisor's signature. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, createRecord, tables, takeStep, type Tx } from '../../../kernel/index.ts';
import { CardProduct, MemberCard } from '../cards/index.ts';
import { Room, RoomSession } from '../rooms/index.ts';
import { BenefitRule, BenefitRuleProcess, BenefitUse, BenefitUseProcess } from './index.ts';

const ZONE = 'Asia/Shanghai';
/** Which Monday back, card (from the first with stored value), room, entering. */
const VISITS = [[1, 0, '208', '14:20'], [1, 1, '209', '18:55'], [1, 2, '206', '19:20'], [0, 0, '208', '15:05'], [0, 3, '301', '16:10'], [0, 1, '305', '16:40']] as const;

export async function demo(d: Demo): Promise<void> {
  const [gao, loaded] = [d.actor('gaomin'), d.now()];
  const start = calendar.addDays(d.today, -60);
  d.at(calendar.instantOf(start, '16:00', ZONE).toISOString());
  const rule = await d.batch(gao, async (tx) => {
    const monday = await put(tx, { code: '周一', name: '周一欢唱', starts_on: start, weekdays: ['mon'], enter_from: '14:00', enter_to: '19:00', room_kinds: ['medium'], products: ['stored_value'], tiers: null, minutes: 120, every: 'business_day' });
    await put(tx, { code: '贵宾', name: '贵宾下午茶时光', starts_on: start, weekdays: ['tue', 'wed', 'thu'], enter_from: '14:00', enter_to: '17:00', room_kinds: ['small', 'medium'], products: ['stored_value', 'member'], tiers: ['vip', 'gold'], minutes: 60, every: 'month' });
    // Waits for the price of the student card.
    await createRecord(tx, BenefitRule, { ...COMMON, code: '学生', name: '学生日场', starts_on: calendar.addDays(d.today, 7), weekdays: ['wed'], enter_from: '12:00', enter_to: '17:00', room_kinds: ['small'], products: ['student'], minutes: 60, every: 'week' });
    return { id: monday };
  });
  const last = calendar.addDays(d.today, -(calendar.weekday(d.today) - 1 || 7));
  for (const [back, card, code, from] of VISITS) await visit(d, rule.id, { day: calendar.addDays(last, -7 * back), card, code, from });
  d.at(loaded.toISOString());
}

const COMMON = { edition: 1, on_holidays: true, stacks: false, substitute: true } as const;
type Draft = Parameters<typeof createRecord<typeof BenefitRule>>[2];

async function put(tx: Tx, rule: Omit<Draft, keyof typeof COMMON>): Promise<string> {
  const { id } = await createRecord(tx, BenefitRule, { ...COMMON, ...rule } as Draft);
  await takeStep(tx, BenefitRuleProcess, id, 'publish', {});
  return id;
}

async function visit(d: Demo, rule: string, v: { readonly day: string; readonly card: number; readonly code: string; readonly from: string }): Promise<void> {
  const on = calendar.instantOf(v.day, v.from, ZONE);
  d.at(new Date(on.getTime() + 4 * 3_600_000).toISOString());
  const use = await d.batch(d.actor('linxi'), async (tx) => {
    const cards = await tables(tx, MemberCard, CardProduct).selectFrom('member_card as c').innerJoin('card_product as p', (j) => j.onRef('p.tenant_id', '=', 'c.tenant_id').onRef('p.id', '=', 'c.product'))
      .select('c.id').where('c.tenant_id', '=', tx.tenantId).where('p.kind', '=', 'stored_value').where('c.state', '=', 'active').orderBy('c.number').execute();
    const card = cards[v.card]!.id;
    const room = await tables(tx, Room).selectFrom('room').select('id').where('tenant_id', '=', tx.tenantId).where('code', '=', v.code).executeTakeFirstOrThrow();
    const session = await createRecord(tx, RoomSession, { room: room.id, card, guests: 4 + v.card, switched_on_at: on, switched_off_at: new Date(on.getTime() + 170 * 60_000) });
    return createRecord(tx, BenefitUse, { session: session.id, card, rule });
  });
  if (v.code !== '301') return;
  const he = d.actor('heqiang');
  await d.step(BenefitUseProcess, use.id, 'substitute', he, { substituted_for: '当时中包已满，客人等了二十分钟' }, [d.sign('supervisor', he)]);
}
