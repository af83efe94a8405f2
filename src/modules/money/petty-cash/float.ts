/**
 * Floats (备用金): asked for by the clerk of a shift, drawn from finance against the clerk's signature, made good against
 * receipts, handed on with the shifts, returned after a count. Serves VIP-6.1, P12, AS-28.
 */
import { balanceOf, defineProcess, defineRegister, f, parameter, post, posting, readRecord, Refusal, rmbCapitals, takeStep, type RowOf, type SlipContent, type Tx, yuan } from '../../../kernel/index.ts';
import { Shift, ShiftProcess } from '../../guests/shifts/index.ts';
import { ClubCash } from '../cash/index.ts';
import { FloatAmount } from './parameters.ts';
import { assertCounted, assertOwnSignature, assertReplenish, differenceOf, parseCash, sumCash } from './rules.ts';
import { FloatGoodSlip, FloatReturnSlip, FloatSlip } from './slips.ts';

export const PettyFloat = defineRegister('petty_float', {
  label: ['备用金', 'Float'],
  number: 'BYJ-{yyyy}{mm}-{0000}',
  fields: {
    amount: f.money('金额', 'Amount', { optional: true, min: 1, hint: ['空着按参数“每班备用金”', 'Empty: as the parameter says'] }),
    shift: f.ref('领用当班', 'Drawn for till shift', 'shift', { optional: true, readonly: true }),
    holder: f.ref('现在在', 'Now with', 'shift', { optional: true, readonly: true }),
    drawn_at: f.dateTime('领用时间', 'Drawn at', { optional: true, readonly: true }),
    drawn_on: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    replenished: f.money('已补足', 'Made good', { optional: true, readonly: true }),
    returned: f.money('交回金额', 'Returned', { optional: true, readonly: true }),
    returned_at: f.dateTime('交回时间', 'Returned at', { optional: true, readonly: true }),
  },
  title: ['shift', 'amount'],
  list: ['shift', 'amount', 'holder', 'drawn_at', 'returned_at'],
  sorts: ['-number', '-drawn_at'],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent'] },
  empty: ['开班后在这里申请备用金，到财务签字领取，才能上岗。', 'After opening a shift ask for the float here; it is drawn at finance against your signature, and only then the shift begins.'],
  opening: {
    facts: ({ tx }) => waitingShift(tx),
    guard({ facts }) {
      if (!facts.shift) throw new Refusal('petty_float.no_shift', ['没有待上岗的当班，请先开班', 'No shift of yours is waiting to begin; open one first']);
      if (facts.asked) throw new Refusal('petty_float.twice', [`这个当班已申请 ${facts.asked}`, `${facts.asked} was asked for this shift already`]);
      if (facts.shift.place !== 'first' && facts.other) throw new Refusal('petty_float.takes_over', [`本班从 ${facts.other} 接班，备用金随交接`, `This shift takes over from ${facts.other}; the float comes with the hand-over`]);
    },
    set: ({ input, facts }) => ({ amount: input.amount ?? facts.usual, shift: facts.shift!.id, unit_id: facts.shift!.unit_id }),
  },
});

const clerkSigns = [{ name: 'clerk', label: ['领用人', 'Clerk'], by: 'user', role: 'vip_agent' }] as const;

export const PettyFloatProcess = defineProcess(PettyFloat, 'requested',
  {
    requested: { label: ['待领取', 'Asked for'], tone: 'waiting', due: { step: 'draw', at: ({ now }) => new Date(now.getTime() + 30 * 60_000), escalateTo: 'vip_manager' } },
    drawn: { label: ['使用中', 'In use'], tone: 'active' },
    returned: { label: ['已交回', 'Returned'], tone: 'done' },
    cancelled: { label: ['已取消', 'Cancelled'], tone: 'stopped' },
  },
  (step) => ({
    draw: step({
      label: ['发放', 'Give out'], tone: 'primary', from: ['requested'], to: 'drawn', by: ['finance'],
      hint: ['当面点清，领用人签字后才能上岗', 'Counted face to face; the shift can begin once the clerk has signed'],
      form: {}, sign: clerkSigns,
      facts: async ({ tx, record }) => ({ ...(await clerkOf(tx, record.shift)), alive: (await readRecord(tx, Shift, record.shift!))?.state === 'preparing' }),
      ready: ({ facts }) => (facts.alive ? null : ['该当班已不在待上岗', 'The shift is not waiting to begin any more']),
      preview: ({ record, facts }) => ({ lines: [[`向 ${facts.name} 发放备用金 ${yuan(record.amount ?? 0)} 元`, `${yuan(record.amount ?? 0)} to ${facts.name}`]] }),
      guard: ({ facts, signers }) => assertOwnSignature(facts.clerk, signers.clerk!, facts.name),
      set: ({ record, now, day }) => ({ drawn_at: now, drawn_on: day, holder: record.shift, replenished: 0 }),
      async effect({ tx, record, now }) {
        await post(tx, posting(ClubCash, 'float_drawn', { amount: record.amount!, owner: record.shift!, because: record.number, cause: causeOf(record), at: now, unit: record.unit_id }));
        await takeStep(tx, ShiftProcess, record.shift!, 'float_ready', {});
      },
      slip: {
        kind: FloatSlip,
        content: ({ record, facts, actor }) => ({ lines: [{ label: ['领用人', 'Clerk'], value: facts.name }, { label: ['金额', 'Amount'], value: yuan(record.amount ?? 0) }, { label: ['大写', 'In words'], value: rmbCapitals(record.amount ?? 0) }, { label: ['财务经办', 'Issued by finance'], value: actor.name }] }),
      },
    }),
    replenish: step({
      label: ['凭单补足', 'Make good'], from: ['drawn'], to: 'drawn', by: ['finance'],
      hint: ['收下支出单与原始凭证，补回相同金额', 'Against slips and receipts, the same amount'],
      form: { amount_back: f.money('补足金额', 'Amount', { min: 1 }) }, sign: clerkSigns,
      facts: async ({ tx, record }) => ({ ...(await clerkOf(tx, record.holder)), open: (await spentOn(tx, record.id)) - (record.replenished ?? 0) }),
      ready: ({ record, facts }) => (record.holder === null ? ['备用金封存在保险柜', 'The float is sealed in the safe'] : facts.open > 0 ? null : ['没有未补足的支出', 'Nothing was spent that is not made good']),
      preview: ({ facts }) => ({ lines: [], initial: { amount_back: facts.open } }),
      guard({ facts, input, signers }) {
        assertReplenish(input.amount_back, facts.open);
        assertOwnSignature(facts.clerk, signers.clerk!, facts.name);
      },
      set: ({ record, input }) => ({ replenished: (record.replenished ?? 0) + input.amount_back }),
      slip: { kind: FloatGoodSlip, content: ({ facts, input, record }) => madeGood(record.number, facts, input.amount_back) },
      async effect({ tx, record, input, now }) {
        await post(tx, posting(ClubCash, 'float_replenished', { amount: input.amount_back, owner: record.holder!, because: `${record.number}/${record.version}`, cause: causeOf(record), at: now, unit: record.unit_id }));
      },
    }),
    settle: step({
      label: ['处理差异', 'Settle a difference'], from: ['drawn'], to: 'drawn', by: ['duty_supervisor'],
      hint: ['按面额清点；短款记到个人名下，长款入长款账，主管签字', 'By denomination; a shortage is put to a person, a surplus on the books, and the supervisor signs'],
      form: {
        counted: f.text('清点', 'Counted', { max: 300, hint: ['面额×张数，例如 100×9 50×1', 'Denomination×pieces, e.g. 100×9 50×1'] }),
        person: f.ref('由谁承担', 'Put to', 'app_user', { optional: true }), why: f.text('原因', 'Why', { max: 200 }),
      },
      sign: [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }],
      facts: ({ tx, record }) => bookedWith(tx, record.holder),
      ready: ({ record }) => (record.holder === null ? ['备用金封存在保险柜', 'The float is sealed in the safe'] : null),
      guard({ facts, input }) {
        const counted = sumCash(parseCash(input.counted));
        if (differenceOf(counted, facts) === null) throw new Refusal('petty_float.equal', ['清点与账面相符，没有差异', 'The count agrees with the books']);
        if (counted < facts && input.person === null) throw new Refusal('petty_float.no_person', ['短款须写明由谁承担', 'Say who answers for the shortage'], 422, { person: ['必填', 'Required'] });
      },
      effect: ({ tx, record, input, facts }) => postDifference(tx, record, input, facts),
    }),
    give_back: step({
      label: ['交回财务', 'Return to finance'], tone: 'primary', from: ['drawn'], to: 'returned', by: ['finance'],
      form: { counted: f.text('清点', 'Counted', { max: 300, hint: ['面额×张数，例如 100×9 50×1', 'Denomination×pieces, e.g. 100×9 50×1'] }) }, sign: clerkSigns,
      facts: async ({ tx, record }) => ({ ...(await clerkOf(tx, record.holder)), booked: await bookedWith(tx, record.holder) }),
      ready: ({ record }) => (record.holder === null ? ['备用金封存在保险柜', 'The float is sealed in the safe'] : null),
      guard({ facts, input, signers }) {
        assertOwnSignature(facts.clerk, signers.clerk!, facts.name);
        assertCounted(sumCash(parseCash(input.counted)), facts.booked);
      },
      set: ({ facts, now }) => ({ returned: facts.booked, returned_at: now, holder: null }),
      async effect({ tx, record, before, facts, now }) {
        if (facts.booked > 0) await post(tx, posting(ClubCash, 'float_returned', { amount: facts.booked, owner: before.holder!, because: record.number, cause: causeOf(record), at: now, unit: record.unit_id }));
      },
      slip: { kind: FloatReturnSlip, content: ({ facts, input }) => ({ lines: [{ label: ['交回人', 'Returned by'], value: facts.name }, { label: ['清点', 'Counted'], value: input.counted }, { label: ['金额', 'Amount'], value: yuan(facts.booked) }, { label: ['大写', 'In words'], value: rmbCapitals(facts.booked) }] }) },
    }),
    cancel: step({ label: ['取消申请', 'Cancel'], from: ['requested'], to: 'cancelled', by: ['vip_agent', 'finance'], form: { why: f.text('原因', 'Why', { max: 200 }) } }),
  }),
);

const madeGood = (number: string, facts: { readonly name: string; readonly open: number }, back: number): SlipContent => ({
  lines: [
    { label: ['备用金', 'Float'], value: number }, { label: ['领用人', 'Clerk'], value: facts.name }, { label: ['补足金额', 'Made good'], value: yuan(back) }, { label: ['大写', 'In words'], value: rmbCapitals(back) },
    { label: ['补后未补', 'Still open'], value: yuan(facts.open - back) },
  ],
});

async function postDifference(tx: Tx, float: RowOf<typeof PettyFloat>, input: { readonly counted: string; readonly person: string | null }, booked: number): Promise<void> {
  const counted = sumCash(parseCash(input.counted));
  const common = { amount: Math.abs(counted - booked), because: `${float.number}/${float.version}`, cause: causeOf(float), at: tx.now, unit: float.unit_id };
  await post(tx, counted < booked ? posting(ClubCash, 'float_short', { ...common, from: float.holder!, to: input.person! }) : posting(ClubCash, 'float_over', { ...common, owner: float.holder! }));
}

const causeOf = (r: { readonly id: string }) => ({ register: 'petty_float', id: r.id });

async function waitingShift(tx: Tx) {
  const [mine] = await tx.query<{ id: string }>(`select id from shift where tenant_id = $1 and clerk = $2 and state = 'preparing' order by number desc limit 1`, [tx.tenantId, tx.actor.id]);
  const shift = mine ? await readRecord(tx, Shift, mine.id, { lock: true }) : null;
  const [asked] = await tx.query<{ number: string }>(`select number from petty_float where tenant_id = $1 and shift = $2 and state <> 'cancelled' limit 1`, [tx.tenantId, shift?.id ?? null]);
  const [other] = await tx.query<{ number: string }>(`select number from shift where tenant_id = $1 and unit_id = $2 and state in ('open', 'cut') and id <> $3 order by number limit 1`, [tx.tenantId, shift?.unit_id ?? null, shift?.id ?? null]);
  return { shift, asked: asked?.number ?? null, other: other?.number ?? null, usual: await parameter(tx, FloatAmount, shift?.business_day ?? '9999-12-31') };
}

/** The clerk of a shift, who must sign; the shift stays as it is until the end of the transaction. */
async function clerkOf(tx: Tx, shift: string | null): Promise<{ readonly clerk: string | null; readonly name: string }> {
  const [row] = await tx.query<{ clerk: string | null; name: string }>('select s.clerk, u.display_name as name from shift s join app_user u on u.tenant_id = s.tenant_id and u.id = s.clerk where s.tenant_id = $1 and s.id = $2', [tx.tenantId, shift]);
  return row ?? { clerk: null, name: '' };
}

async function bookedWith(tx: Tx, shift: string | null): Promise<number> {
  if (shift === null) return 0;
  await readRecord(tx, Shift, shift, { lock: true });
  return balanceOf(tx, ClubCash, 'float', shift);
}

async function spentOn(tx: Tx, float: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select coalesce(sum(amount), 0)::bigint as n from petty_slip where tenant_id = $1 and float = $2 and state = 'recorded'`, [tx.tenantId, float]);
  return Number(row?.n ?? 0);
}

export interface CashHeld { readonly float: { readonly id: string; readonly number: string; readonly fen: number } | null; readonly shortage: number }
/** Club money with somebody: the float of a shift of theirs, and what was put to them as a shortage. Whoever leaves settles both. */
export async function cashHeldBy(tx: Tx, user: string): Promise<CashHeld> {
  const [row] = await tx.query<{ id: string; number: string; holder: string }>(
    `select p.id, p.number, p.holder from petty_float p join shift s on s.tenant_id = p.tenant_id and s.id = p.holder where p.tenant_id = $1 and s.clerk = $2 and p.state = 'drawn' and p.archived_at is null order by p.number limit 1`, [tx.tenantId, user]);
  return { float: row ? { id: row.id, number: row.number, fen: await balanceOf(tx, ClubCash, 'float', row.holder) } : null, shortage: await balanceOf(tx, ClubCash, 'shortage', user) };
}

/** The float that a shift holds; undefined when it holds none. */
export async function floatOfShift(tx: Tx, shift: string): Promise<RowOf<typeof PettyFloat> | undefined> {
  const [found] = await tx.query<{ id: string }>(`select id from petty_float where tenant_id = $1 and holder = $2 and state = 'drawn' order by number limit 1`, [tx.tenantId, shift]);
  return found ? ((await readRecord(tx, PettyFloat, found.id)) ?? undefined) : undefined;
}
