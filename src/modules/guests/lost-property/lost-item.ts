/**
 * Lost property (遗留物品): what a guest left behind, who handed it in, where it lies, in whose custody it is, and how it
 * went away. Serves VIP-4.1 to VIP-4.5, G12, G13, G14; claims are in `claim.ts`.
 */
import { calendar, dayOf, defineProcess, defineRegister, emit, f, parameter, Refusal, tables, type Label, type Tx } from '../../../kernel/index.ts';
import { supervisorsOnDuty } from './duty-presence.ts';
import { KeepDays, NoticeMonths, PerishableDays, ValuableKeepDays } from './parameters.ts';
import { assertKeptLongEnough, assertNotFinder, assertOnDuty, assertStored, assertTwoPeople, keepUntil, nobodyOnDuty, perishableFrom, type Slot } from './rules.ts';
import { SafeSlot } from './safe-slot.ts';
import { itemLines, ItemTag, TransferList } from './slips.ts';

export const LostItem = defineRegister('lost_item', {
  label: ['遗留物品', 'Lost item'],
  number: 'YW-{yyyy}{mm}-{0000}',
  gapless: true,
  fields: {
    item_name: f.text('物品名称', 'Item', { max: 60 }),
    colour: f.text('颜色', 'Colour', { max: 30 }),
    found_place: f.text('遗失地点', 'Where it was left', { max: 60, hint: ['包厢号或区域', 'Room number or area'] }),
    found_at: f.dateTime('拾获时间', 'Found at', { optional: true, hint: ['留空即现在', 'Empty: now'] }),
    handed_in_by: f.personName('上交人', 'Handed in by', { hint: ['员工或客人的姓名；上交人不能为自己上交的物品签字', 'A colleague or a guest; nobody signs for what they handed in themselves'] }),
    finder: f.ref('上交员工', 'Finder’s account', 'app_user', { optional: true, readonly: true }),
    nature: f.choice('性质', 'Nature', { ordinary: ['一般物品', 'Ordinary'], perishable: ['易腐物品', 'Perishable'], forbidden: ['违禁品', 'Forbidden'] }, { initial: 'ordinary' }),
    valuable: f.yesNo('贵重物品', 'Valuable', { initial: false, hint: ['须存入保险柜', 'Goes into the safe'] }),
    details: f.longText('特征明细', 'Details', {
      optional: true, max: 1000, readBy: ['vip_manager', 'auditor'],
      hint: ['型号、屏保、磨损、内有何物，以逗号分开。登记后不再显示，认领人陈述之后才可核对', 'Model, wallpaper, wear, contents, separated by commas. Not shown after registration; compared only after a claimant has described the item'],
    }),
    owner_name: f.personName('失主', 'Owner', { optional: true, hint: ['已知失主时填写', 'When the owner is known'] }),
    owner_phone: f.phone('失主电话', 'Phone of the owner', { optional: true }),
    notified_at: f.dateTime('通知失主时间', 'Owner notified at', { optional: true, readonly: true }),
    slot: f.ref('保管位', 'Storage slot', 'safe_slot', { optional: true, readonly: true }),
    holder: f.choice('现由谁保管', 'In custody of', {
      shift: ['当班', 'The shift'], vip_centre: ['贵宾中心', 'VIP centre'], general_affairs: ['总务处', 'General Affairs'],
      owner: ['已归还失主', 'Returned to the owner'], police: ['公安机关', 'Police'], nobody: ['已处置', 'Disposed of'],
    }, { optional: true, readonly: true }),
    keep_until: f.date('保管至', 'Kept until', { optional: true, readonly: true }),
    perishable_from: f.date('可处置日', 'May be disposed of from', { optional: true, readonly: true }),
    received_by: f.personName('总务处签收人', 'Received at General Affairs by', { optional: true, readonly: true }),
    police_station: f.text('接收派出所', 'Police station', { optional: true, readonly: true, max: 60 }),
    police_receipt: f.text('公安回执号', 'Police receipt', { optional: true, readonly: true, max: 60 }),
    notice_place: f.text('公告方式', 'Where the notice stands', { optional: true, readonly: true, max: 100 }),
    notice_ends: f.date('公告期满日', 'Notice ends', { optional: true, readonly: true }),
  },
  title: ['item_name', 'colour'],
  list: ['item_name', 'colour', 'found_place', 'found_at', 'valuable', 'slot', 'holder', 'keep_until'],
  sorts: ['-found_at', 'keep_until', '-number', 'state'],
  indexes: [['slot'], ['state', 'keep_until']],
  access: {
    read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'general_affairs', 'auditor'],
    create: ['vip_agent', 'duty_supervisor'], edit: ['vip_manager'],
  },
  empty: ['客人遗留的物品在这里登记：名称、颜色、地点、上交人。', 'What guests leave behind is registered here: item, colour, place, and who handed it in.'],
  opening: {
    // A colleague who hands something in is recognised by name; two of one name are told apart by nobody, so neither is taken.
    async facts({ tx, input }) {
      const users = await tx.query<{ id: string }>('select id from app_user where tenant_id = $1 and display_name = $2 and not disabled limit 2', [tx.tenantId, input.handed_in_by]);
      return { finder: users.length === 1 ? users[0]!.id : null };
    },
    guard({ input, now }) {
      if (input.found_at !== null && input.found_at.getTime() > now.getTime()) throw new Refusal('lost_item.future', ['拾获时间晚于现在', 'Found in the future'], 422, { found_at: ['不能晚于现在', 'Not later than now'] });
    },
    set: ({ input, now, facts }) => ({ holder: 'shift' as const, found_at: input.found_at ?? now, finder: facts.finder }),
  },
});

type Item = { readonly unit_id: string; readonly valuable: boolean; readonly nature: string; readonly found_at: Date | null; readonly created_at: Date };
const supervisor = { name: 'supervisor', label: ['当班主管', 'Supervisor on duty'], by: 'user', role: 'duty_supervisor' } as const;
const twoSignatures = [
  { name: 'deliverer', label: ['移交人', 'Delivered by'], by: 'user', role: 'vip_agent' },
  { name: 'receiver', label: ['总务处签收', 'Received by General Affairs'], by: 'user', role: 'general_affairs' },
] as const;
const policeForm = { police_station: f.text('接收派出所', 'Police station', { max: 60 }), police_receipt: f.text('公安回执号', 'Police receipt', { max: 60 }) };
const kept = ['kept', 'in_custody', 'at_general_affairs'] as const;

export const LostItemProcess = defineProcess(LostItem, 'registered',
  {
    registered: { label: ['待主管签字', 'Awaiting the supervisor'], tone: 'waiting', due: { step: 'accept', at: ({ now }) => minutesAfter(now, 30), escalateTo: 'vip_manager' } },
    for_police: { label: ['待交公安', 'To be handed to the police'], tone: 'alarm', due: { step: 'to_police', at: ({ now }) => minutesAfter(now, 60), escalateTo: 'vip_manager' } },
    kept: { label: ['当班保管', 'Kept by the shift'], tone: 'active', timer: { step: 'close_day', at: ({ day, calendar: of }) => calendar.endOfBusinessDay(day, of) } },
    in_custody: {
      label: ['贵宾中心保管', 'In custody of the VIP centre'], tone: 'active',
      due: { step: 'transfer', at: ({ record, day, calendar: of }) => calendar.endOfBusinessDay(record.keep_until ?? day, of), showBeforeHours: 24, escalateTo: 'vip_manager' },
    },
    at_general_affairs: { label: ['总务处保管', 'At General Affairs'], tone: 'active' },
    notice_published: { label: ['公告招领中', 'Public notice'], tone: 'waiting', timer: { step: 'lapse', at: ({ record, day, calendar: of }) => calendar.endOfBusinessDay(record.notice_ends ?? day, of) } },
    returned: { label: ['已认领', 'Returned'], tone: 'done' },
    with_police: { label: ['已交公安', 'With the police'], tone: 'done' },
    disposed: { label: ['已处置', 'Disposed of'], tone: 'stopped' },
    state_owned: { label: ['期满归公', 'Fell to the State'], tone: 'stopped' },
  },
  (step) => ({
    accept: step({
      label: ['签字入库', 'Sign and store'], tone: 'primary', from: ['registered'], to: ['kept', 'for_police'], by: ['duty_supervisor'],
      form: { slot: f.ref('保管位', 'Storage slot', 'safe_slot', { optional: true, hint: ['贵重物品须选保险柜格', 'Valuables need a slot of the safe'] }) },
      sign: [supervisor],
      facts: ({ tx, record, input }) => toAccept(tx, record, input.slot ?? null),
      ready: ({ facts }) => (facts.onDuty.length === 0 ? nobodyOnDuty : null),
      guard({ record, facts, signers }) {
        assertOnDuty(facts.onDuty, signers.supervisor!);
        assertNotFinder({ name: record.handed_in_by, userId: record.finder }, signers.supervisor!);
        if (record.nature !== 'forbidden') assertStored(record, facts.slot);
      },
      choose: ({ record }) => (record.nature === 'forbidden' ? 'for_police' : 'kept'),
      set: ({ facts }) => ({ keep_until: facts.keepUntil, perishable_from: facts.perishableFrom, holder: 'shift' }),
      effect: async ({ tx, record }) => { if (record.nature !== 'forbidden') emit(tx, 'lost_item.kept', { item: record.id }); },
      slip: { kind: ItemTag, content: ({ record, facts }) => ({ lines: [...itemLines(record), { label: ['保管位', 'Storage slot'], value: facts.slot?.code ?? '—' }, { label: ['保管至', 'Kept until'], value: facts.keepUntil }] }) },
    }),
    close_day: step({
      label: ['营业结束，转贵宾中心保管', 'Day closed: into custody of the VIP centre'], from: ['kept'], to: 'in_custody', by: [], form: {},
      set: () => ({ holder: 'vip_centre' }),
    }),
    notify_owner: step({
      label: ['通知失主', 'Notify the owner'], from: [...kept], to: [...kept], by: ['vip_agent', 'duty_supervisor', 'general_affairs'],
      form: {
        owner_name: f.personName('失主', 'Owner'), owner_phone: f.phone('失主电话', 'Phone of the owner'),
        how: f.text('如何通知、失主怎么说', 'How, and what the owner said', { max: 200 }),
      },
      choose: ({ record }) => record.state as (typeof kept)[number],
      set: ({ now }) => ({ notified_at: now }),
    }),
    transfer: step({
      label: ['移交总务处', 'Pass to General Affairs'], tone: 'primary', from: ['in_custody'], to: 'at_general_affairs', by: ['vip_agent'], form: {},
      sign: twoSignatures,
      ready: ({ record, day }) => (record.keep_until !== null && day < record.keep_until ? tooEarly(record.keep_until) : null),
      guard: ({ record, day }) => assertKeptLongEnough(record.keep_until ?? day, day),
      set: ({ signers }) => ({ holder: 'general_affairs', slot: null, received_by: signers.receiver!.name }),
      slip: { kind: TransferList, content: ({ record }) => ({ lines: [...itemLines(record), { label: ['保管至', 'Kept until'], value: record.keep_until ?? '' }], stamps: [['已移交', 'Passed on']] }) },
    }),
    to_police: step({
      label: ['交公安机关', 'Hand to the police'], from: ['registered', 'for_police', 'kept', 'in_custody'], to: 'with_police', by: ['duty_supervisor', 'vip_manager'],
      form: policeForm,
      sign: [supervisor],
      set: () => ({ holder: 'police', slot: null }),
    }),
    pass_to_police: step({
      label: ['总务处交公安机关', 'General Affairs hands it to the police'], from: ['at_general_affairs', 'notice_published'], to: 'with_police', by: ['general_affairs'],
      form: policeForm,
      sign: [{ name: 'deliverer', label: ['总务处经办人', 'General Affairs'], by: 'user', role: 'general_affairs' }],
      set: () => ({ holder: 'police' }),
    }),
    dispose: step({
      label: ['处置易腐物品', 'Dispose of a perishable'], tone: 'danger', from: ['kept', 'in_custody', 'at_general_affairs'], to: 'disposed', by: ['duty_supervisor', 'vip_manager'],
      form: { reason: f.text('处置方式与原因', 'How and why', { max: 200 }) },
      sign: [{ name: 'manager', label: ['客服经理', 'VIP manager'], by: 'user', role: 'vip_manager' }, supervisor],
      ready: ({ record, day }) => disposalProblem(record.nature, record.perishable_from, day),
      guard: ({ signers }) => assertTwoPeople(signers.manager!, signers.supervisor!),
      set: () => ({ holder: 'nobody', slot: null }),
    }),
    publish_notice: step({
      label: ['发布招领公告', 'Publish a notice'], from: ['at_general_affairs'], to: 'notice_published', by: ['general_affairs'],
      form: { notice_place: f.text('公告方式', 'Where the notice stands', { max: 100 }) },
      facts: async ({ tx, day }) => ({ ends: calendar.addMonths(day, await parameter(tx, NoticeMonths, day)) }),
      set: ({ facts }) => ({ notice_ends: facts.ends }),
    }),
    lapse: step({ label: ['公告期满', 'Notice ended'], from: ['notice_published'], to: 'state_owned', by: [], form: {} }),
    return_to_owner: step({
      label: ['认领发还', 'Returned to the claimant'], from: ['registered', ...kept, 'notice_published'], to: 'returned', by: [], form: {},
      set: () => ({ holder: 'owner', slot: null }),
    }),
  }),
);

async function toAccept(tx: Tx, record: Item, slot: string | null) {
  return { onDuty: await supervisorsOnDuty(tx, record.unit_id), slot: slot === null ? null : await slotWithOccupants(tx, slot), ...(await deadlines(tx, record)) };
}

/** Days are the business days of the item's centre, and the figures are those in force on the day it was found. */
async function deadlines(tx: Tx, item: Item): Promise<{ readonly keepUntil: string; readonly perishableFrom: string | null }> {
  const found = await dayOf(tx, item.found_at ?? item.created_at, item.unit_id);
  const days = await parameter(tx, item.valuable ? ValuableKeepDays : KeepDays, found);
  return { keepUntil: keepUntil(found, days), perishableFrom: item.nature === 'perishable' ? perishableFrom(found, await parameter(tx, PerishableDays, found)) : null };
}

/** Locked, so that two supervisors cannot fill one slot of the safe in the same moment. */
async function slotWithOccupants(tx: Tx, id: string): Promise<Slot | null> {
  const slot = await tables(tx, SafeSlot).selectFrom('safe_slot').select(['code', 'kind'])
    .where('tenant_id', '=', tx.tenantId).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!slot) return null;
  const items = await tables(tx, LostItem).selectFrom('lost_item').select('number').where('tenant_id', '=', tx.tenantId).where('slot', '=', id).orderBy('number').execute();
  return { code: slot.code, kind: slot.kind, occupiedBy: items.map((i) => i.number) };
}

function disposalProblem(nature: string, from: string | null, day: string): Label | null {
  if (nature !== 'perishable') return ['只有易腐物品可以处置', 'Only perishables may be disposed of'];
  return from !== null && day < from ? [`${from} 起方可处置`, `May be disposed of from ${from}`] : null;
}

const tooEarly = (until: string): Label => [`保管至 ${until}，当日起可移交`, `Kept until ${until}; can be passed on from that day`];
const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
