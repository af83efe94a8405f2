/**
 * Till shifts (当班): who stands at which place of the chain on a business day, from when to when. Money taken belongs to one.
 * Prepared, float in hand and briefed, on duty, cut, handed over, checked by finance, gone home; steps that follow from float,
 * hand-over and finance are taken by the modules above. Serves VIP-6.1, VIP-6.2, VIP-6.6, VIP-6.7, G15, G16.
 */
import { defineProcess, defineRegister, emit, f, readRecord, Refusal, takeStep, unitsBelow, type RowOf, type Tx } from '../../../kernel/index.ts';
import { assertBriefed, briefingProblem, notOnDuty, signOutProblem } from './rules.ts';

export const Shift = defineRegister('shift', {
  label: ['当班', 'Till shift'],
  number: 'BC-{yyyy}{mm}-{0000}',
  fields: {
    code: f.choice('班别', 'Shift', { a: ['A 班', 'A'], b: ['B 班', 'B'], c: ['C 班', 'C'], d: ['D 班', 'D'] }, { initial: 'a' }),
    place: f.choice('班序', 'Place in the chain', { first: ['首班', 'First'], middle: ['中班', 'Middle'], last: ['末班', 'Last'] }, { initial: 'first' }),
    business_day: f.date('营业日', 'Business day', { optional: true, readonly: true }),
    clerk: f.ref('当班人', 'Clerk', 'app_user', { optional: true, readonly: true }),
    float_at: f.dateTime('备用金到手', 'Float in hand', { optional: true, readonly: true }),
    briefed_at: f.dateTime('班前例会', 'Briefed at', { optional: true, readonly: true }),
    opened_at: f.dateTime('上岗时间', 'On duty since', { optional: true, readonly: true }),
    cut_at: f.dateTime('截账时间', 'Cut at', { optional: true, readonly: true }),
    handed_at: f.dateTime('交出时间', 'Handed over at', { optional: true, readonly: true }),
    signed_out_at: f.dateTime('下班时间', 'Signed out at', { optional: true, readonly: true }),
  },
  title: ['business_day', 'code', 'clerk'],
  list: ['business_day', 'code', 'place', 'clerk', 'opened_at', 'handed_at', 'signed_out_at'],
  sorts: ['-number', '-opened_at'],
  indexes: [['clerk', 'state'], ['business_day'], ['state']],
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: ['vip_agent'] },
  empty: ['收款的人上岗时在这里开班；没有开班不能收钱。', 'Whoever takes money opens a shift here when coming on duty; without one nothing is taken.'],
  opening: {
    facts: async ({ tx, actor }) => ({ open: await openNumber(tx, actor.id) }),
    guard({ facts }) {
      if (facts.open !== null) throw new Refusal('shift.twice', [`您的当班 ${facts.open} 还没有下班`, `Your till shift ${facts.open} is still open`]);
    },
    set: ({ actor, now, day }) => ({ clerk: actor.id, opened_at: now, business_day: day }),
    // Where the house keeps no petty cash there is no float to wait for.
    async effect({ tx, record }) {
      if (!keeps(tx, 'petty_float')) await takeStep(tx, ShiftProcess, record.id, 'begin', {});
    },
  },
});

interface Begun { readonly id: string; readonly clerk: string | null; readonly business_day: string | null; readonly unit_id: string; readonly place: string }
const tell = (tx: Tx, news: string, s: Begun): void => emit(tx, news, { shift: s.id, clerk: s.clerk, day: s.business_day, unit: s.unit_id, place: s.place, at: tx.now.toISOString() });

export const ShiftProcess = defineProcess(Shift, 'preparing',
  {
    preparing: { label: ['待上岗', 'Preparing'], tone: 'waiting' },
    ready: { label: ['待例会', 'To be briefed'], tone: 'waiting' },
    open: { label: ['当班', 'On duty'], tone: 'active' },
    cut: { label: ['已截账', 'Cut'], tone: 'waiting' },
    handed: { label: ['已交接，待财务核对', 'Handed over, to be checked'], tone: 'waiting' },
    released: { label: ['临时放行', 'Released provisionally'], tone: 'alarm' },
    sealed: { label: ['已封存', 'Sealed for the night'], tone: 'active' },
    checked: { label: ['财务已核对', 'Checked by finance'], tone: 'active' },
    closed: { label: ['已下班', 'Signed out'], tone: 'done' },
  },
  (step) => ({
    brief: step({
      label: ['班前例会', 'Briefing'], tone: 'primary', from: ['preparing', 'ready'], to: ['preparing', 'open'], by: ['vip_agent', 'duty_supervisor', 'vip_manager'],
      hint: ['在例会地点逐项检查，由当班主管签字', 'Each point is looked at where the briefing is held; the supervisor on duty signs'],
      form: {
        briefing_heard: f.yesNo('已参加班前例会', 'Attended the briefing'), uniform_ok: f.yesNo('着装整洁合规', 'Uniform in order'),
        badge_ok: f.yesNo('工牌佩戴', 'Name badge worn'), grooming_ok: f.yesNo('发型、妆容、指甲合规', 'Hair, make-up and nails in order'),
        remark: f.text('备注', 'Remark', { optional: true, max: 200 }),
      },
      sign: [{ name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' }],
      ready: ({ record }) => briefingProblem(record.place, record.float_at),
      guard: ({ input }) => assertBriefed(input),
      choose: ({ record }) => (record.float_at === null ? 'preparing' : 'open'),
      set: ({ record, now }) => ({ briefed_at: now, ...(record.float_at === null ? {} : { opened_at: now }) }),
      async effect({ tx, record }) { if (record.float_at !== null) tell(tx, 'shift.opened', record); },
    }),
    /** The float is in hand: drawn from finance. */
    float_ready: step({
      label: ['备用金到手', 'Float in hand'], from: ['preparing'], to: ['ready', 'open'], by: [], form: {},
      choose: ({ record }) => (record.briefed_at === null ? 'ready' : 'open'),
      set: ({ record, now }) => ({ float_at: now, ...(record.briefed_at === null ? {} : { opened_at: now }) }),
      async effect({ tx, record }) { if (record.briefed_at !== null) tell(tx, 'shift.opened', record); },
    }),
    /** On duty at once: where there is no float to wait for. */
    begin: step({ label: ['上岗', 'On duty'], from: ['preparing', 'ready'], to: 'open', by: [], form: {}, set: ({ now }) => ({ opened_at: now }), effect: async ({ tx, record }) => tell(tx, 'shift.opened', record) }),
    cut: step({ label: ['截账', 'Cut'], from: ['open'], to: 'cut', by: [], form: {}, set: ({ now }) => ({ cut_at: now }), effect: async ({ tx, record }) => tell(tx, 'shift.cut', record) }),
    /** The hand-over was given up before anybody accepted it. */
    resume: step({ label: ['恢复当班', 'Back on duty'], from: ['cut'], to: 'open', by: [], form: {}, set: () => ({ cut_at: null }) }),
    hand_over: step({ label: ['交出', 'Hand over'], from: ['cut'], to: 'handed', by: [], form: {}, set: ({ now }) => ({ handed_at: now }) }),
    seal: step({ label: ['封存', 'Seal'], from: ['cut'], to: 'sealed', by: [], form: {}, set: ({ now }) => ({ handed_at: now }) }),
    release: step({ label: ['临时放行', 'Release'], from: ['handed'], to: 'released', by: [], form: {} }),
    check: step({ label: ['财务核对', 'Checked'], from: ['handed', 'released', 'sealed'], to: 'checked', by: [], form: {} }),
    sign_out: step({
      label: ['下班', 'Sign out'], from: ['preparing', 'ready', 'open', 'cut', 'handed', 'released', 'sealed', 'checked'], to: 'closed', by: ['vip_agent', 'duty_supervisor', 'vip_manager'], form: {},
      facts: async ({ tx, record }) => ({ handedOver: keeps(tx, 'hand_over'), held: await floatOf(tx, record.id) }),
      ready: ({ record, facts }) => signOutProblem(record.state, facts.handedOver) ?? (facts.held > 0 && facts.handedOver ? ['备用金还在您手中，请先交回财务', 'The float is still in your hands; return it to finance'] : null),
      set: ({ now }) => ({ signed_out_at: now }),
      effect: async ({ tx, record }) => tell(tx, 'shift.signed_out', record),
    }),
  }),
);

/** Money of the float still with this shift, whatever ledger above keeps it. */
async function floatOf(tx: Tx, shift: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select coalesce(sum(balance), 0)::bigint as n from ledger_account where tenant_id = $1 and owner = $2 and account = 'float'`, [tx.tenantId, shift]);
  return Number(row?.n ?? 0);
}

/** Whether a register of a module above is part of this house; shifts stand below it and cannot import it. */
export const keeps = (tx: Tx, register: string): boolean => tx.kernel.registers.has(register);

async function openNumber(tx: Tx, clerk: string): Promise<string | null> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`shift ${clerk}`]);
  const [row] = await tx.query<{ number: string }>('select number from shift where tenant_id = $1 and clerk = $2 and signed_out_at is null limit 1', [tx.tenantId, clerk]);
  return row?.number ?? null;
}

/**
 * The shift on duty of the person who acts, in the unit's reach. Refuses when there is none: no float, no money. The shift is
 * held until this transaction ends, so that a cut waits for what is being taken and nothing is taken after it.
 */
export async function openShiftOf(tx: Tx, unit?: string): Promise<RowOf<typeof Shift>> {
  const [mine] = await tx.query<{ id: string; state: string }>(
    `select id, state from shift where tenant_id = $1 and clerk = $2 and signed_out_at is null order by number desc limit 1${tx.looking ? '' : ' for share'}`, [tx.tenantId, tx.actor.id]);
  const shift = mine?.state === 'open' ? await readRecord(tx, Shift, mine.id) : null;
  if (!shift || (unit !== undefined && !(await unitsBelow(tx, shift.unit_id)).includes(unit))) throw new Refusal('shift.none', notOnDuty(mine?.state ?? null));
  return shift;
}
