/**
 * A thing in somebody's keeping (保管物品): badge, locker, drawer key, headset, tool. Issued against a signature, its loss reported with the
 * delay shown, blocked, assessed, replaced or compensated. Serves SM-11, CC-1.13a, CC-1.14a to CC-1.14c, AC-20.
 */
import { dayOf, defineProcess, defineRegister, defineSlip, emit, f, readRecord, Refusal, rmbCapitals, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { publishedVersions } from '../rulebook/index.ts';
import { Employee, employedOn } from '../staff/index.ts';
import { KEEPERS, READERS } from './roles.ts';
import { delayText, KINDS, proposal, proposalText, reportDelay } from './rules.ts';

export const IssueSlip = defineSlip('custody_issue', { label: ['物品领用单', 'Issue slip'], number: 'LYD-{yyyy}-{0000}', copies: [['员工联', 'Employee'], ['保管联', 'Store']] });
export const LossSlip = defineSlip('custody_loss', { label: ['物品遗失处理单', 'Loss slip'], number: 'YSD-{yyyy}-{0000}', copies: [['员工联', 'Employee'], ['人事联', 'HR']] });

export const CustodyItem = defineRegister('custody_item', {
  label: ['保管物品', 'Thing in custody'],
  number: 'BG-{00000}',
  fields: {
    kind: f.choice('种类', 'Kind', KINDS),
    label: f.text('编号', 'Marked', { max: 40, hint: ['门卡号、柜号、耳麦编号', 'Number of the badge, locker or headset'] }),
    line: f.unit('线路或部门', 'Line or unit'),
    cost: f.money('更换费用', 'Replacement cost', { optional: true, hint: ['有凭据的实际费用；赔偿不超过它', 'Documented; compensation never exceeds it'] }),
    holder: f.ref('持有人', 'Held by', 'employee', { optional: true, readonly: true }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
    issued_on: f.date('领用日', 'Issued on', { optional: true, readonly: true }),
    lost_at: f.dateTime('丢失时间', 'Lost at', { optional: true, readonly: true }),
    reported_at: f.dateTime('报告时间', 'Reported at', { optional: true, readonly: true }),
    delay_minutes: f.integer('延迟（分钟）', 'Delay (minutes)', { optional: true, readonly: true }),
    blocked: f.yesNo('已停用', 'Blocked', { optional: true, readonly: true }),
    circumstances: f.text('经过', 'What happened', { max: 300, optional: true, readonly: true }),
    proposed: f.money('建议赔偿', 'Proposed compensation', { optional: true, readonly: true }),
    proposal: f.text('建议的依据', 'Why', { max: 200, optional: true, readonly: true }),
    proposal_en: f.text('建议的依据（英文）', 'Why, in English', { max: 300, optional: true, readonly: true }),
    owed: f.money('应赔', 'Owed', { optional: true, readonly: true }),
    replacement: f.ref('补发', 'Replaced by', 'custody_item', { optional: true, readonly: true }),
  },
  title: ['kind', 'label'],
  list: ['kind', 'label', 'line', 'holder', 'issued_on', 'delay_minutes', 'owed'],
  sorts: ['label', '-number'],
  indexes: [['holder']],
  unique: [['kind', 'label']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS, own: 'person' },
  empty: ['还没有登记物品。逐件登记编号，再签字发给员工。', 'Nothing registered yet. Enter each thing with its number, then issue it against a signature.'],
  opening: { set: ({ input }) => ({ unit_id: input.line }) },
});
type Row = RowOf<typeof CustodyItem>;
const condition = f.text('状况', 'Condition', { max: 200 });
const nobody = { holder: null, person: null, issued_on: null } as const;

export const CustodyProcess = defineProcess(CustodyItem, 'in_stock',
  {
    in_stock: { label: ['在库', 'In stock'], tone: 'waiting' },
    issued: { label: ['已领用', 'Issued'], tone: 'done' },
    lost: { label: ['已报失', 'Reported lost'], tone: 'alarm' },
    damaged: { label: ['已报损', 'Reported damaged'], tone: 'alarm' },
    assessed: { label: ['待了结', 'To be settled'], tone: 'waiting' },
    settled: { label: ['已了结', 'Settled'], tone: 'stopped' },
    retired: { label: ['已报废', 'Retired'], tone: 'stopped' },
  },
  (step) => ({
    issue: step({
      label: ['发给员工', 'Issue'], tone: 'primary', from: ['in_stock'], to: 'issued', by: KEEPERS,
      form: { holder: f.ref('领用人', 'Issued to', 'employee'), circumstances: condition },
      sign: [{ name: 'holder', label: ['领用人', 'Receiver'], by: 'guest' }],
      facts: async ({ tx, input, day }) => { const e = input.holder ? await readRecord(tx, Employee, input.holder) : null; return { employee: e, employed: e !== null && employedOn(e, day) }; },
      guard({ facts, signers }) {
        if (!facts.employed) throw new Refusal('custody.not_employed', ['领用人不在职', 'Not employed'], 422, { holder: ['不在职', 'Not employed'] });
        mustSign(signers['holder']!.name, facts.employee!.name);
      },
      set: ({ facts, day }) => ({ person: facts.employee?.app_user ?? null, issued_on: day }),
      slip: { kind: IssueSlip, content: ({ record, facts, input, day }) => ({ lines: [
        { label: ['物品', 'Thing'], value: KINDS[record.kind] }, { label: ['编号', 'Marked'], value: record.label }, { label: ['领用人', 'Issued to'], value: facts.employee?.name ?? '' }, { label: ['状况', 'Condition'], value: input.circumstances }, { label: ['日期', 'Date'], value: day },
      ] }) },
    }),
    take_back: step({ label: ['收回', 'Take back'], from: ['issued'], to: 'in_stock', by: KEEPERS, form: { circumstances: condition }, set: () => nobody }),
    report_lost: step({
      label: ['报失', 'Report lost'], tone: 'danger', from: ['issued'], to: 'lost', by: [...KEEPERS, 'agent'],
      form: { lost_at: f.dateTime('丢失时间', 'Lost at'), circumstances: f.text('经过', 'What happened', { max: 300 }) },
      guard: ({ input, now }) => void reportDelay(input.lost_at, now),
      // The old one opens nothing from this moment on.
      set: ({ input, now }) => ({ reported_at: now, delay_minutes: reportDelay(input.lost_at, now), blocked: true }),
    }),
    report_damaged: step({
      label: ['报损', 'Report damaged'], tone: 'danger', from: ['issued'], to: 'damaged', by: [...KEEPERS, 'agent'],
      form: { circumstances: f.text('经过', 'What happened', { max: 300 }) }, set: ({ now }) => ({ reported_at: now, delay_minutes: 0 }),
    }),
    assess: step({
      label: ['评估', 'Assess'], tone: 'primary', from: ['lost', 'damaged'], to: 'assessed', by: KEEPERS, form: {},
      facts: async ({ tx, record }) => proposed(tx, record),
      preview: ({ record, facts }) => ({ lines: [delayText(record.delay_minutes ?? 0), proposalText(facts)] }),
      set: ({ facts }) => ({ proposed: facts.amountFen, proposal: proposalText(facts)[0], proposal_en: proposalText(facts)[1] }),
    }),
    found: step({ label: ['找回', 'Found'], from: ['lost', 'assessed'], to: 'in_stock', by: KEEPERS, form: { circumstances: condition }, set: () => ({ ...nobody, blocked: false, proposed: null, proposal: null, lost_at: null, reported_at: null, delay_minutes: null }) }),
    settle: step({
      label: ['了结', 'Settle'], tone: 'primary', from: ['assessed'], to: 'settled', by: KEEPERS,
      form: {
        owed: f.money('应赔', 'Owed', { hint: ['不超过建议；可为零', 'At most what was proposed; may be zero'] }), circumstances: f.text('处理', 'How settled', { max: 300 }),
        replacement: f.ref('补发的物品', 'Replaced by', 'custody_item', { optional: true }),
      },
      sign: [{ name: 'holder', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: async ({ tx, record, input }) => ({ holder: record.holder === null ? null : await readRecord(tx, Employee, record.holder), next: input.replacement ? await readRecord(tx, CustodyItem, input.replacement) : null }),
      preview: ({ record }) => ({ lines: [[record.proposal ?? '', record.proposal_en ?? record.proposal ?? '']], initial: { owed: record.proposed } }),
      guard({ record, input, facts, signers }) {
        if (record.proposed !== null && input.owed > record.proposed) throw new Refusal('custody.above', ['应赔不超过建议的金额', 'Not more than was proposed'], 422, { owed: ['过高', 'Too much'] });
        if (record.proposed === null && input.owed > 0) throw new Refusal('custody.no_amount', ['没有金额依据，不能要求赔偿', 'No amount is laid down or documented'], 422, { owed: ['须为零', 'Must be zero'] });
        if (facts.next && (facts.next.kind !== record.kind || facts.next.holder !== record.holder)) throw new Refusal('custody.replacement', ['补发的须是同类、已发给此人的物品', 'A replacement is of the same kind and issued to this person'], 422, { replacement: ['不符', 'Does not fit'] });
        if (!signers['holder']!.refused) mustSign(signers['holder']!.name, facts.holder?.name ?? '');
      },
      async effect({ tx, record, input, signers }) {
        const day = await dayOf(tx, record.lost_at ?? record.reported_at ?? tx.now, record.unit_id);
        emit(tx, 'custody.settled', { item: record.id, owed: input.owed, day, refused: signers['holder']!.refused });
      },
      slip: { kind: LossSlip, content: ({ record, input, facts }) => ({ lines: [
        { label: ['物品', 'Thing'], value: [`${KINDS[record.kind][0]} ${record.label}`, `${KINDS[record.kind][1]} ${record.label}`] }, { label: ['员工', 'Employee'], value: facts.holder?.name ?? '' }, { label: ['报告', 'Report'], value: delayText(record.delay_minutes ?? 0) },
        { label: ['依据', 'Why'], value: record.proposal ?? '' }, { label: ['应赔', 'Owed'], value: yuan(input.owed) }, { label: ['大写', 'In words'], value: rmbCapitals(input.owed) }, { label: ['处理', 'How settled'], value: input.circumstances },
      ] }) },
    }),
    retire: step({ label: ['报废', 'Retire'], from: ['in_stock', 'settled'], to: 'retired', by: KEEPERS, form: { circumstances: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

function mustSign(signed: string, name: string): void {
  if (signed.trim() !== name) throw new Refusal('custody.signature', [`须由${name}本人签名`, `${name} signs in person`], 422, { 'sign.holder': [`请由${name}签名`, `To be signed by ${name}`] });
}
async function proposed(tx: Tx, record: Row) {
  const at = record.lost_at ?? record.reported_at ?? tx.now;
  return proposal(await publishedVersions(tx), record.kind, await dayOf(tx, at, record.unit_id), record.cost);
}
