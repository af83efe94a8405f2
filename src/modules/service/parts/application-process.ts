/**
 * Steps of a parts application (配件申报流程): applied → warranty decided → approved → issued → replaced → old part back → confirmed by the centre.
 * What the company bears needs a repair attempt or the manufacturer first; what the customer bears needs an agreement or a price. What a signed
 * visit took from the van comes in replaced already and is completed afterwards. Serves FS-3.4, FS-3.5, SM-25, SM-26, AC-32.
 */
import { calendar, defineProcess, emit, f, Refusal, type Process } from '../../../kernel/index.ts';
import { RESULTS } from '../equipment/index.ts';
import { agreementFacts, decisionLines, fittedFacts, frozen, issueFacts, tellAgreement, useFacts, warrantyFor } from './application-facts.ts';
import { followOrder, OLD_PARTS, PartApplication, remedy, remedyNote } from './application.ts';
import { itemIn, keptPlace, placeOf } from './place.ts';
import { CENTRE, FIELD, KEEPERS, OFFICE } from './roles.ts';
import {
  costOf, decisionOn, DECISIONS, refuseApproval, refuseClaimWithout, refuseFittedBefore, refuseForeignAgreement, refuseForeignVan, refuseImpossibleUse, refuseKept, refuseOldPieces, refuseOwnPart, refuseSerials, refuseUnpriced, refuseWithoutRemedy,
  remedyMissing, REMEDIES, serialsIn, SIDES,
} from './rules.ts';
import { ReplacementSheet, replacementContent, warrantyContent, WarrantySheet } from './slips.ts';
import { bringIn, lockItems, moveLots } from './stock.ts';

const reason = f.text('原因', 'Reason', { max: 200 });
const override = f.choice('人工判定', 'Decide by hand', { in: DECISIONS.in, out: DECISIONS.out, goodwill: DECISIONS.goodwill }, { optional: true, hint: ['留空即按系统判定', 'Empty: as computed'] });
const overrideReason = f.text('改变判定的理由', 'Why it departs', { optional: true, max: 300 });
const place = f.ref('库位', 'Place', 'stock_place');
const serials = (zh: string, en: string) => f.longText(zh, en, { optional: true, max: 2_000, hint: ['一行一个；有编号的配件必填', 'One a line; needed for parts with serial numbers'] });
const agreement = f.ref('保外更换协议', 'Replacement agreement', 'replacement_agreement', { optional: true });
const charge = f.money('收费价格', 'Price charged', { optional: true, hint: ['整单', 'For the whole application'] });
const BEFORE_REPLACING = ['applied', 'decided'] as const;
const STANDING = ['decided', 'approved', 'issued', 'from_van', 'replaced', 'old_part_in'] as const;
const inDays = (days: number) => ({ now, calendar: c }: { readonly now: Date; readonly calendar: calendar.CentreCalendar }) => calendar.deadlineAfterDays(now, days, c);

export const PartApplicationProcess = defineProcess(PartApplication, 'applied',
  {
    applied: { label: ['已申报', 'Applied'], tone: 'waiting', due: { step: 'check_warranty', at: inDays(1), escalateTo: 'dispatcher' } },
    decided: { label: ['已判定，待批准', 'Decided, to be approved'], tone: 'waiting', due: { step: 'approve', at: inDays(2), escalateTo: 'dispatcher' } },
    approved: { label: ['已批准，待发放', 'Approved, to be issued'], tone: 'waiting', due: { step: 'issue', at: inDays(2), escalateTo: 'dispatcher' } },
    issued: { label: ['已发放，待更换', 'Issued, to be fitted'], tone: 'active', due: { step: 'replace', at: inDays(7), escalateTo: 'dispatcher' } },
    from_van: { label: ['已随车更换，待补录', 'Fitted from the van, to be completed'], tone: 'alarm', due: { step: 'complete', at: inDays(2), escalateTo: 'branch_manager' } },
    replaced: { label: ['已更换，旧件未交', 'Replaced, old part outstanding'], tone: 'active', due: { step: 'receive_old_part', at: inDays(15), escalateTo: 'dispatcher' } },
    old_part_in: { label: ['旧件已处理，待确认', 'Old part settled, to be confirmed'], tone: 'waiting', due: { step: 'confirm', at: inDays(3) } },
    confirmed: { label: ['已确认', 'Confirmed'], tone: 'done' },
    repaired: { label: ['修复，未更换', 'Repaired, not replaced'], tone: 'done' },
    unused: { label: ['未使用，已退回', 'Not used, given back'], tone: 'stopped' },
    refused: { label: ['不批准', 'Refused'], tone: 'stopped' },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
  },
  (step) => ({ ...deciding(step), ...issuing(step), ...fitting(step), ...settling(step) }),
);

type StateName = 'applied' | 'decided' | 'approved' | 'issued' | 'from_van' | 'replaced' | 'old_part_in' | 'confirmed' | 'repaired' | 'unused' | 'refused' | 'withdrawn';
type Take = Parameters<Parameters<typeof defineProcess<typeof PartApplication, { readonly [s in StateName]: Process['states'][string] }, Process['steps']>>[3]>[0];

/** Who bears it, and whether a new part is needed at all. */
function deciding(step: Take) {
  return {
    check_warranty: step({
      label: ['判定保修', 'Decide the warranty'], hint: ['按设备日期、保修月数和维保合同自动判定；改变须写理由，依据当日冻结', 'Computed from the unit’s dates, terms and contracts; departing needs a reason; the explanation is frozen today'], tone: 'primary',
      from: ['applied'], to: 'decided', by: OFFICE, form: { override, decision_reason: overrideReason },
      facts: ({ tx, record }) => warrantyFor(tx, record.equipment, record.failed_on),
      preview: ({ facts }) => ({ lines: facts.explanation }),
      guard: ({ input, facts }) => { decisionOn(facts, input.override, input.decision_reason); },
      set: ({ input, facts, day }) => frozen(decisionOn(facts, input.override, input.decision_reason), day),
      slip: { kind: WarrantySheet, content: ({ tx, record }) => warrantyContent(tx, record) },
    }),
    record_remedy: step({
      label: ['登记先行处理', 'Record what was tried'], hint: ['保内先尽量修复，或联系厂家，减少更换', 'In warranty, repair first or turn to the manufacturer: fewer replacements'],
      from: [...BEFORE_REPLACING, 'approved'], to: [...BEFORE_REPLACING, 'approved'], by: [...FIELD, ...OFFICE],
      form: { remedy: f.choice('先行处理', 'Tried first', REMEDIES), remedy_note: f.text('处理情况', 'What came of it', { max: 300 }), manufacturer: f.text('厂家', 'Manufacturer', { optional: true, max: 60 }), claim_no: f.text('厂家索赔单号', 'Claim no.', { optional: true, max: 40 }) },
      guard: ({ input }) => refuseClaimWithout(input.remedy, input.manufacturer),
      choose: ({ record }) => record.state as (typeof BEFORE_REPLACING)[number],
    }),
    repaired: step({
      label: ['已修复，不更换', 'Repaired, no replacement'], from: [...BEFORE_REPLACING, 'approved'], to: 'repaired', by: FIELD, form: { remedy_note: f.text('如何修复', 'How', { max: 300 }) },
      set: () => ({ remedy: 'repair_attempted' as const }), effect: ({ tx, record }) => followOrder(tx, record.service_order),
    }),
    approve: step({
      label: ['批准', 'Approve'], tone: 'primary', from: ['decided'], to: 'approved', by: OFFICE, form: { approved: f.integer('批准数量', 'Pieces approved', { min: 1, max: 9_999 }) },
      ready: ({ record }) => remedyMissing(record.decision, record.remedy),
      preview: ({ record }) => ({ lines: decisionLines(record), initial: { approved: record.quantity } }),
      guard: ({ record, input, actor }) => { refuseWithoutRemedy(record.decision, record.remedy); refuseApproval(input.approved, record.quantity, record.created_by, actor.id); },
    }),
    refuse: step({ label: ['不批准', 'Refuse'], tone: 'danger', from: BEFORE_REPLACING, to: 'refused', by: OFFICE, form: { reason }, effect: ({ tx, record }) => followOrder(tx, record.service_order) }),
    withdraw: step({ label: ['撤回', 'Withdraw'], from: [...BEFORE_REPLACING, 'approved'], to: 'withdrawn', by: FIELD, form: { reason }, effect: ({ tx, record }) => followOrder(tx, record.service_order) }),
  };
}

/** Out of a place into somebody's hands, and back. The cost is that of the layers received first. */
function issuing(step: Take) {
  return {
    issue: step({
      label: ['发放', 'Issue'], tone: 'primary', from: ['approved'], to: 'issued', by: [...KEEPERS, 'technician'], form: { place },
      facts: ({ tx, record, input, actor }) => issueFacts(tx, record, input.place, actor),
      preview: ({ record, facts }) => {
        const enough = facts.shelves.find((s) => s.held >= (record.approved ?? record.quantity));
        const lines = facts.shelves.map((s) => [`${s.name}：${s.held} 件`, `${s.name}: ${s.held}`] as const);
        return { lines: lines.length > 0 ? lines : [['您管的库位都没有这种配件', 'None of your places holds this part']], initial: { place: enough?.place ?? null } };
      },
      guard({ record, facts }) { refuseWithoutRemedy(record.decision, record.remedy); refuseForeignVan(facts.mine); },
      set: ({ record, facts, day }) => ({ issued_from: facts.place!.id, issued: record.approved ?? record.quantity, issued_on: day, issued_cost: costOf(facts.plan) }),
      effect: async ({ tx, record, facts, now, day }) => { await moveLots(tx, 'issue', { from: facts.item!, to: record.id, plan: facts.plan, cause: { register: 'part_application', ...record }, at: now, day }); },
    }),
    take_back: step({
      label: ['收回', 'Take back'], hint: ['发错或暂不更换时收回库位，可重新发放', 'Issued by mistake or not needed yet; can be issued again'], from: ['issued'], to: 'approved', by: KEEPERS, form: { reason },
      facts: async ({ tx, record }) => ({ out: await useFacts(tx, record, 0, []), place: await placeOf(tx, record.issued_from) }),
      set: () => ({ issued_from: null, issued: null, issued_on: null, issued_cost: null }),
      async effect({ tx, record, facts, now, day }) {
        await moveLots(tx, 'give_back', { from: record.id, to: await itemIn(tx, facts.place, record.part), plan: facts.out.rest, cause: { register: 'part_application', ...record }, at: now, day });
      },
    }),
  };
}

/** In the unit, with both serial numbers. */
function fitting(step: Take) {
  return {
    replace: step({
      label: ['登记更换', 'Record the replacement'], hint: ['未用完的退回发出库位；一件没用填 0', 'What is left goes back where it came from; enter 0 when none was used'], tone: 'primary', from: ['issued'], to: ['replaced', 'unused'], by: FIELD,
      form: { used: f.integer('使用数量', 'Pieces used', { min: 0, max: 9_999 }), replaced_on: f.date('更换日期', 'Replaced on'), old_serials: serials('旧件编号', 'Serial numbers taken out'), new_serials: serials('新件编号', 'Serial numbers fitted') },
      facts: async ({ tx, record, input }) => ({ ...(await useFacts(tx, record, input.used, serialsIn(input.new_serials ?? null))), from: await placeOf(tx, record.issued_from) }),
      preview: ({ record, day }) => ({ lines: decisionLines(record), initial: { used: record.issued, replaced_on: day } }),
      guard({ record, input, facts, day }) {
        refuseWithoutRemedy(record.decision, record.remedy);
        refuseImpossibleUse({ ...record, ...input, issued: facts.issued, today: day });
        refuseSerials({ serialised: facts.serialised, used: input.used, old: serialsIn(input.old_serials), fitted: serialsIn(input.new_serials) });
        refuseFittedBefore(facts.before);
      },
      choose: ({ input }) => (input.used === 0 ? 'unused' : 'replaced'),
      set: ({ input, facts, actor }) => (input.used === 0 ? { replaced_on: null } : { cost: costOf(facts.used), fitted_by: actor.id }),
      async effect({ tx, record, input, facts, now, day }) {
        const cause = { register: 'part_application', ...record };
        await followOrder(tx, record.service_order);
        if (facts.used.length > 0) await moveLots(tx, 'fit', { from: record.id, plan: facts.used, cause, at: now, day: input.replaced_on });
        if (facts.rest.length > 0) await moveLots(tx, 'give_back', { from: record.id, to: await itemIn(tx, facts.from, record.part), plan: facts.rest, cause, at: now, day });
        await tellAgreement(tx, record);
        if (input.used > 0) emit(tx, 'part_application.replaced', { application: record.id });
      },
    }),
    complete: step({
      label: ['补录随车更换', 'Complete the record'], hint: ['用户已签字的更换照旧，补齐先行处理、编号和判定', 'What the customer signed stands; add what was tried, the serial numbers and the decision'], tone: 'primary', from: ['from_van'], to: 'replaced', by: [...FIELD, ...OFFICE],
      form: {
        equipment: f.ref('设备', 'Equipment', 'equipment', { optional: true, hint: ['指令上没有设备时填写', 'When the order names no unit'] }), override, decision_reason: overrideReason,
        remedy, remedy_note: remedyNote, old_serials: serials('旧件编号', 'Serial numbers taken out'), new_serials: serials('新件编号', 'Serial numbers fitted'),
      },
      facts: async ({ tx, record, input }) => ({ warranty: await warrantyFor(tx, input.equipment ?? record.equipment, record.failed_on), fitted: await fittedFacts(tx, record, serialsIn(input.new_serials ?? null)) }),
      preview: ({ record, facts }) => ({ lines: facts.warranty.explanation, initial: { equipment: record.equipment } }),
      guard({ record, input, facts, actor }) {
        if (input.override !== null && !actor.grants.some((g) => [...OFFICE, 'branch_manager'].includes(g.role))) throw new Refusal('part_application.override', ['人工判定由区域经理或总部作出', 'Deciding by hand is for the branch manager or the head office'], 403, { override: ['请留空', 'Leave it empty'] });
        refuseWithoutRemedy(decisionOn(facts.warranty, input.override, input.decision_reason).decision, input.remedy);
        refuseSerials({ serialised: facts.fitted.serialised, used: record.used ?? 0, old: serialsIn(input.old_serials), fitted: serialsIn(input.new_serials) });
        refuseFittedBefore(facts.fitted.before);
      },
      set: ({ record, input, facts, day }) => ({ equipment: input.equipment ?? record.equipment, ...frozen(decisionOn(facts.warranty, input.override, input.decision_reason), day) }),
      slip: { kind: WarrantySheet, content: ({ tx, record }) => warrantyContent(tx, record) },
    }),
    take_from_van: step({
      label: ['随车更换', 'Fitted from the van'], from: ['applied'], to: 'from_van', by: [],
      form: { issued_from: place, used: f.integer('数量', 'Pieces'), replaced_on: f.date('更换日期', 'Replaced on'), cost: f.money('成本', 'Cost'), computed: f.choice('系统判定', 'Computed', RESULTS), side: f.choice('保内或保外', 'In or out', SIDES, { optional: true }) },
      set: ({ input, actor }) => ({ approved: input.used, issued: input.used, issued_on: input.replaced_on, issued_cost: input.cost, fitted_by: actor.id }),
    }),
  };
}

/** The old part, who pays, and the centre's confirmation. */
function settling(step: Take) {
  return {
    receive_old_part: step({
      label: ['收旧件', 'Receive the old part'], tone: 'primary', from: ['replaced'], to: 'old_part_in', by: KEEPERS,
      form: { old_place: f.ref('旧件库位', 'Where it lies', 'stock_place'), old_pieces: f.integer('交回旧件数', 'Old pieces returned', { min: 1, max: 9_999 }), old_note: f.text('说明', 'Remark', { optional: true, max: 200 }) },
      facts: async ({ tx, input, actor, record }) => ({ place: input.old_place ? await keptPlace(tx, actor, KEEPERS, input.old_place, 'old_place') : null, usual: await usualOldPlace(tx, record.unit_id) }),
      preview: ({ record, facts }) => ({ lines: [], initial: { old_pieces: record.used, old_place: facts.usual } }),
      guard: ({ record, input, facts }) => refuseOldPieces(input.old_pieces, record.used ?? 0, facts.place?.kind ?? null, input.old_note),
      set: ({ day }) => ({ old_part: 'returned' as const, old_part_on: day }),
      async effect({ tx, record, facts, input, now, day }) {
        const item = await itemIn(tx, facts.place, record.part);
        await lockItems(tx, [item]);
        await bringIn(tx, 'old_part', { to: item, quantity: input.old_pieces, layer: '', cause: { register: 'part_application', ...record }, at: now, day });
      },
    }),
    no_old_part: step({
      label: ['无旧件交回', 'No old part'], from: ['replaced'], to: 'old_part_in', by: [...FIELD, ...KEEPERS],
      form: { old_part: f.choice('旧件', 'Old part', { kept: OLD_PARTS.kept, destroyed: OLD_PARTS.destroyed }), old_note: f.text('说明', 'Why', { max: 200 }) },
      guard: ({ record, input }) => refuseKept(record.side, input.old_part),
      set: ({ day }) => ({ old_pieces: 0, old_part_on: day }),
    }),
    record_terms: step({
      label: ['登记协议或价格', 'Record agreement or price'], from: STANDING, to: STANDING, by: [...FIELD, 'dispatcher', 'supply'], form: { agreement, charge },
      facts: ({ tx, input }) => agreementFacts(tx, input.agreement),
      ready: ({ record }) => (record.decision === 'out' ? null : ['保内不收费', 'In warranty nothing is charged']),
      preview: ({ record }) => ({ lines: [], initial: { agreement: record.agreement, charge: record.charge } }),
      guard({ record, input, facts }) { refuseForeignAgreement(input.agreement, facts.agreement, record.customer); refuseUnpriced(record.decision, input.agreement, input.charge); },
      choose: ({ record }) => record.state as (typeof STANDING)[number],
      effect: ({ tx, record }) => tellAgreement(tx, record),
    }),
    confirm: step({
      label: ['确认', 'Confirm'], hint: ['保外须有协议或价格', 'Out of warranty, with an agreement or a price'], tone: 'primary', from: ['old_part_in'], to: 'confirmed', by: CENTRE, form: { agreement, charge },
      facts: ({ tx, input }) => agreementFacts(tx, input.agreement),
      preview: ({ record }) => ({ lines: decisionLines(record), initial: { agreement: record.agreement, charge: record.charge } }),
      guard({ record, input, facts, actor }) { refuseOwnPart(record.fitted_by, actor.id); refuseForeignAgreement(input.agreement, facts.agreement, record.customer); refuseUnpriced(record.decision, input.agreement, input.charge); },
      set: ({ day }) => ({ confirmed_on: day }),
      async effect({ tx, record }) {
        await followOrder(tx, record.service_order);
        await tellAgreement(tx, record);
        emit(tx, 'part_application.confirmed', { application: record.id });
      },
      slip: { kind: ReplacementSheet, content: ({ tx, record }) => replacementContent(tx, record) },
    }),
  };
}

async function usualOldPlace(tx: Parameters<typeof placeOf>[0], unit: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(`select id from stock_place where tenant_id = $1 and kind = 'old_parts' and archived_at is null order by (unit_id = $2) desc, number limit 1`, [tx.tenantId, unit]);
  return row?.id ?? null;
}
