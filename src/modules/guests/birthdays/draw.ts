/**
 * Drawing gifts (礼品领用): the manager draws the next day's gifts, finance registers and posts them, the drawer signs. Prints are masked;
 * the full register needs a reason. Serves VIP-2.3, VIP-2.4, G4, G26, AS-14, AS-15.
 */
import { balanceOf, calendar, defineProcess, defineRegister, f, post, posting, readRecord, Refusal, tables, takeStep, unitsBelow, updateRecord, type Tx } from '../../../kernel/index.ts';
import { MemberCard } from '../cards/index.ts';
import { Member } from '../members/index.ts';
import { Gift, GiftStock, handOf } from '../points/index.ts';
import { assertDrawDay, assertInStore, maskedAddress, maskedCard, maskedPhone, needsGift, plainPhone, type Need } from './rules.ts';
import { DrawSlip, FullDrawSlip } from './slips.ts';
import { BirthdayVisit, visitsFor } from './visit.ts';
import { BirthdayVisitProcess } from './visit-process.ts';

export const GiftDraw = defineRegister('gift_draw', {
  label: ['礼品领用单', 'Gift draw'],
  number: 'LYD-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    for_day: f.date('到店日期', 'For the day', { hint: ['提前一天领用', 'Drawn one day before'] }),
    gift: f.ref('礼品', 'Gift', 'gift'),
    pieces: f.integer('件数', 'Pieces', { optional: true, readonly: true }),
    drawer: f.ref('领用经理', 'Drawn by', 'app_user', { optional: true, readonly: true }),
    issued_at: f.dateTime('发放时间', 'Issued at', { optional: true, readonly: true }),
    issued_by: f.personName('财务经办', 'Issued by', { optional: true, readonly: true }),
  },
  title: ['for_day', 'gift'],
  list: ['for_day', 'gift', 'pieces', 'drawer', 'issued_at'],
  sorts: ['-number', '-for_day'],
  // Its papers name phone and address: only the two sides and the auditor.
  access: { read: ['vip_manager', 'finance', 'auditor'], create: ['vip_manager'] },
  empty: ['客服经理在会员生日前一天到财务领用礼品。', 'The manager draws gifts from finance one day before the birthdays.'],
  opening: {
    facts: ({ tx, input, actor }) => planned(tx, input, actor.grants.find((g) => g.role === 'vip_manager')?.unitId),
    guard({ input, facts, day }) {
      assertDrawDay(input.for_day, day);
      if (facts.visits.length === 0) throw new Refusal('gift_draw.nobody', [`${input.for_day} 没有待领礼品的会员`, `Nobody is waiting for a gift on ${input.for_day}`], 422, { for_day: ['没有待领的会员', 'Nobody waiting'] });
      assertInStore([facts.need]);
    },
    set: ({ facts, actor }) => ({ pieces: facts.visits.length, drawer: actor.id, ...(facts.unit ? { unit_id: facts.unit } : {}) }),
    async effect({ tx, record, facts }) {
      for (const visit of facts.visits) await updateRecord(tx, BirthdayVisit, { id: visit }, { draw: record.id, gift: record.gift }, { what: 'draw_requested' });
    },
  },
});

export const GiftDrawProcess = defineProcess(GiftDraw, 'requested',
  {
    requested: { label: ['待财务发放', 'Waiting for finance'], tone: 'waiting', due: { step: 'issue', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of), escalateTo: 'vip_manager' } },
    issued: { label: ['已发放', 'Issued'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    issue: step({
      label: ['登记发放', 'Register and issue'], tone: 'primary', from: ['requested'], to: 'issued', by: ['finance'], form: {},
      sign: [{ name: 'drawer', label: ['领用人', 'Drawn by'], by: 'user', role: 'vip_manager' }],
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record.id), need: await needOf(tx, record.gift, record.pieces ?? 0) }),
      preview: ({ facts, record }) => ({ lines: [[`${facts.need.name} ${facts.lines.length} 件，发给 ${record.for_day} 的会员：${facts.lines.map((l) => l.name).join('、')}`, `${facts.lines.length} of ${facts.need.name} for ${record.for_day}: ${facts.lines.map((l) => l.name).join(', ')}`]] }),
      guard({ record, facts, signers, actor }) {
        if (signers.drawer!.userId !== record.drawer) throw new Refusal('gift_draw.other_signer', ['须由领用人本人签字', 'The drawer must sign in person']);
        if (actor.id === record.drawer) throw new Refusal('gift_draw.own', ['领用人不能自己登记发放', 'The drawer cannot issue to themselves']);
        assertInStore([{ ...facts.need, pieces: facts.lines.length }]);
      },
      set: ({ now, actor, facts }) => ({ issued_at: now, issued_by: actor.name, pieces: facts.lines.length }),
      effect: ({ tx, record, facts, now, day }) => issue(tx, { ...record, drawer: record.drawer! }, facts.lines, { now, day }),
      slip: { kind: DrawSlip, content: ({ record, facts }) => ({ ...head(record, facts), table: register(facts, true), stamps: [['已发放', 'Issued']] }) },
    }),
    cancel: step({
      label: ['取消', 'Cancel'], tone: 'danger', from: ['requested'], to: 'cancelled', by: ['vip_manager'], form: { reason: f.text('原因', 'Why', { max: 200 }) },
      async effect({ tx, record }) {
        for (const line of await linesOf(tx, record.id)) await updateRecord(tx, BirthdayVisit, { id: line.visit }, { draw: null, gift: null }, { what: 'draw_cancelled' });
      },
    }),
    print_full: step({
      label: ['打印完整登记', 'Print in full'], hint: ['含电话、地址和卡号；原因记入历史并印在单据上', 'With phone, address and card number; the reason is kept and printed'], from: ['issued'], to: 'issued', by: ['finance', 'vip_manager'],
      form: { reason: f.text('打印原因', 'Why', { max: 200 }) },
      facts: async ({ tx, record }) => ({ lines: await linesOf(tx, record.id), need: await needOf(tx, record.gift, record.pieces ?? 0) }),
      slip: { kind: FullDrawSlip, content: ({ record, facts, input }) => ({ lines: [...head(record, facts).lines, { label: ['打印原因', 'Printed because'], value: input.reason }], table: register(facts, false), stamps: [['含个人信息', 'Personal data']] }) },
    }),
  }),
);

interface Line { readonly visit: string; readonly name: string; readonly birthday: string; readonly phone: string; readonly address: string | null; readonly card: string | null; readonly visit_on: string }
interface Lines { readonly lines: readonly Line[]; readonly need: Need }

const head = (record: { readonly for_day: string }, { need, lines }: Lines) => ({ lines: [{ label: ['到店日期', 'For the day'] as const, value: record.for_day }, { label: ['礼品', 'Gift'] as const, value: `${need.name} × ${lines.length}` }] });

/** The six columns finance writes down (VIP-2.4). */
function register({ lines, need }: Lines, masked: boolean) {
  return {
    columns: [['物品名称', 'Item'], ['会员姓名', 'Member'], ['生日', 'Birthday'], ['电话', 'Phone'], ['地址', 'Address'], ['卡号', 'Card number']] as const,
    rows: lines.map((l) => [need.name, l.name, l.birthday, masked ? maskedPhone(l.phone) : plainPhone(l.phone), masked ? maskedAddress(l.address) : (l.address ?? '—'), masked ? maskedCard(l.card) : (l.card ?? '—')]),
  };
}

async function planned(tx: Tx, input: { readonly for_day: string; readonly gift: string }, unit: string | undefined) {
  const gift = await readRecord(tx, Gift, input.gift, { lock: true });
  if (!gift) throw new Refusal('reference', ['没有这种礼品', 'There is no such gift'], 422);
  const visits = (await visitsFor(tx, input.for_day, await unitsBelow(tx, unit ?? gift.unit_id))).filter((v) => v.draw === null && needsGift({ ...v, visit_on: v.visit_on! }, input.for_day));
  return { visits: visits.map((v) => v.id), need: await needOf(tx, input.gift, visits.length), unit: visits[0]?.unit_id ?? null };
}

async function needOf(tx: Tx, gift: string, pieces: number): Promise<Need> {
  const found = await readRecord(tx, Gift, gift);
  return { gift, name: found?.name ?? '', pieces, inStore: await balanceOf(tx, GiftStock, 'store', gift) };
}

/** Everybody on this draw who is still waiting or already has it; those taken off meanwhile get nothing. */
async function linesOf(tx: Tx, draw: string): Promise<readonly Line[]> {
  const rows = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select(['id', 'member', 'card', 'member_name', 'day', 'address', 'visit_on']).where('tenant_id', '=', tx.tenantId).where('draw', '=', draw).orderBy('number').execute();
  const lines: Line[] = [];
  for (const r of rows) {
    const member = await readRecord(tx, Member, r.member);
    const card = r.card === null ? null : await readRecord(tx, MemberCard, r.card);
    lines.push({ visit: r.id, name: r.member_name ?? '', birthday: r.day ?? '', phone: member?.phone ?? '', address: r.address, card: card?.card_no ?? card?.number ?? null, visit_on: r.visit_on ?? '' });
  }
  return lines;
}

async function issue(tx: Tx, draw: { readonly gift: string; readonly drawer: string; readonly unit_id: string; readonly for_day: string }, lines: readonly Line[], { now, day }: { readonly now: Date; readonly day: string }): Promise<void> {
  const hand = await handOf(tx, draw.gift, draw.drawer);
  const numbers = await tables(tx, BirthdayVisit).selectFrom('birthday_visit').select(['id', 'number']).where('tenant_id', '=', tx.tenantId).where('id', 'in', lines.map((l) => l.visit)).execute();
  await post(tx, ...numbers.map((v) => posting(GiftStock, 'draw', { amount: 1, from: draw.gift, to: hand, because: v.number, cause: { register: 'birthday_visit', id: v.id }, at: now, unit: draw.unit_id })));
  for (const line of lines) {
    await takeStep(tx, BirthdayVisitProcess, line.visit, 'take_gift', { hand });
    // The day's list went out this morning; who is drawn for today is told at once.
    if (draw.for_day === day) await takeStep(tx, BirthdayVisitProcess, line.visit, 'notify', {});
  }
}
