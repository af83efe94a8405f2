/**
 * A money effect (赔偿与罚款单): what somebody is to make good, why, on what evidence, and how it is answered. Assessed here, brought by
 * custody or by a decision; taken only through payroll, within the guard. Serves SM-5, CC-FINE-1 to CC-FINE-5, CG-19, CG-32, LG-1 to LG-4, AC-08, AC-09.
 */
import { defineRegister, f, parameter, readRecord, Refusal, type Tx, yuan } from '../../../kernel/index.ts';
import { IncidentRegister } from '../discipline/index.ts';
import { clauseOf, publishedVersions, versionOn } from '../rulebook/index.ts';
import { Employee, employedOn } from '../staff/index.ts';
import { approvedRates } from './compensation-rate.ts';
import { KINDS, type Kind, PROFILE, type ProfileName } from './guard.rules.ts';
import { FinesAllowed, ProfileOfPlace } from './parameters.ts';
import { type Ceiling, ceilingFor, CLAUSE_OF, type Thing, THINGS } from './rate.rules.ts';
import { ASSESSORS, READERS } from './roles.ts';

const later = { optional: true, readonly: true } as const;
export const MoneyClaim = defineRegister('money_claim', {
  label: ['赔偿与罚款单', 'Claim'],
  number: 'PK-{yyyy}-{0000}',
  gapless: true,
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    kind: f.choice('类别', 'Kind', KINDS, { initial: 'compensation' }),
    thing: f.choice('物品', 'Thing', THINGS, { optional: true, hint: ['赔偿须选；罚款留空', 'For compensation; empty for a fine'] }),
    happened_on: f.date('发生日', 'Happened on'),
    description: f.longText('经过', 'What happened', { max: 1000 }),
    cost: f.money('有凭据的费用', 'Documented cost', { optional: true, hint: ['更换或修理的费用，须有凭据', 'Of replacing or repairing, with a receipt'] }),
    wanted: f.money('要求金额', 'Amount asked', { optional: true, hint: ['留空即按标准；不能更高', 'Empty: as laid down; never more'] }),
    evidence: f.attachment('证据', 'Evidence', { optional: true }),
    evidence_note: f.text('证据说明', 'Evidence in words', { max: 300, optional: true, hint: ['单据号、照片、证人', 'Numbers of papers, photos, witnesses'] }),
    incident: f.ref('违纪事件', 'Incident', 'incident', { optional: true, hint: ['同一事件的处分与赔偿是两个效果，不是两次处分', 'Sanction and money are two effects of one incident'] }),
    custody_item: f.ref('保管物品', 'Thing in custody', 'custody_item', later),
    sanction: f.ref('处分决定', 'Decision', 'sanction', later),
    from_decision: f.yesNo('由处分决定产生', 'From a decision', later),
    clause: f.text('条款', 'Clause', { max: 28, ...later }),
    rate: f.ref('赔偿标准', 'Table', 'compensation_rate', later),
    basis_text: f.text('金额依据', 'How the amount is set', { max: 400, ...later }),
    basis_text_en: f.text('金额依据（英文）', 'How the amount is set, in English', { max: 600, ...later }),
    amount: f.money('金额', 'Amount', later),
    contract_clause: f.text('合同约定', 'Clause of the contract', { max: 200, ...later }),
    notified_on: f.date('书面告知日', 'Notified on', later),
    answer_by: f.dateTime('答复期至', 'Answer by', later),
    silent: f.yesNo('逾期未答复', 'No answer in time', later),
    dispute: f.longText('异议', 'Objection', { max: 1000, ...later }),
    outcome_note: f.text('决定说明', 'Decision', { max: 400, ...later }),
    decided_by: f.ref('决定人', 'Decided by', 'app_user', later),
    taken: f.money('已扣已缴', 'Taken or paid', later),
    waive_reason: f.text('免除理由', 'Why waived', { max: 300, ...later }),
    person: f.ref('本人', 'The person', 'app_user', later),
  },
  title: ['employee', 'kind'],
  list: ['employee', 'kind', 'thing', 'happened_on', 'clause', 'amount', 'notified_on'],
  sorts: ['-happened_on', '-number'],
  indexes: [['employee', 'state']],
  access: { read: READERS, create: ASSESSORS, own: 'person' },
  empty: ['没有赔偿与罚款单。物品保管了结的赔偿、处分决定的赔偿效果自动来到这里；其他损失由主管评估登记。', 'No claims. What custody settles and what a decision orders comes here by itself; other losses are assessed by the supervisor.'],
  opening: {
    facts: ({ tx, input }) => assessing(tx, input),
    guard({ input, facts, actor, day }) {
      if (input.happened_on > day) throw new Refusal('money_claim.future', ['发生日在将来', 'It lies in the future'], 422, { happened_on: ['不晚于今天', 'Not later than today'] });
      if (actor.kind === 'user' && facts.employee?.app_user === actor.id) throw new Refusal('money_claim.self', ['不能为自己评估', 'Nobody assesses their own'], 403);
      if (!facts.employed) throw new Refusal('money_claim.not_employed', ['当日不在职', 'Not employed on that day'], 422, { employee: ['当日不在职', 'Not employed then'] });
      if (input.kind === 'fine') refuseFine(facts);
      else if (input.thing === null) throw new Refusal('money_claim.thing', ['请选择物品', 'Choose the thing'], 422, { thing: ['必填', 'Required'] });
      if (facts.noRule) throw new Refusal('money_claim.no_rule', ['当天没有公布的守则，没有依据', 'No code had been published on that day'], 409);
      if (facts.double !== null) throw new Refusal('money_claim.double', [`同一事由已登记为 ${facts.double}`, `It is registered as ${facts.double} already`], 409);
      if (input.from_decision !== true || input.kind === 'fine') refuseAmount(input.wanted, facts.ceiling);
    },
    set: ({ input, facts }) => ({
      clause: facts.clause, rate: facts.ceiling.rate, basis_text: facts.ceiling.text[0], basis_text_en: facts.ceiling.text[1], amount: input.from_decision === true && input.kind === 'compensation' ? null : input.wanted ?? facts.ceiling.fen, person: facts.employee?.app_user ?? null, taken: 0,
      ...(input.kind === 'fine' ? { thing: null } : {}), ...(facts.employee ? { unit_id: facts.employee.line ?? facts.employee.unit_id } : {}),
    }),
  },
});

interface Input { readonly employee: string; readonly kind: Kind; readonly thing: Thing | null; readonly happened_on: string; readonly cost: number | null; readonly incident: string | null; readonly custody_item: string | null }
const DECIDED = ['decided', 'served', 'review_eligible', 'closed'];
/** Nothing more is taken on these. */
export const OVER = ['settled', 'waived', 'to_return', 'returned'];

export async function assessing(tx: Tx, input: Input) {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`money_claim ${tx.tenantId} ${input.employee}`]);
  const employee = await readRecord(tx, Employee, input.employee);
  const incident = input.incident === null ? null : await readRecord(tx, IncidentRegister, input.incident);
  const version = versionOn(await publishedVersions(tx), input.happened_on);
  const clause = input.kind === 'fine' ? 'CC-FINE-1' : input.thing === null ? null : CLAUSE_OF[input.thing];
  const [double] = await tx.query<{ number: string }>(
    `select number from money_claim where tenant_id = $1 and archived_at is null and state not in ('waived', 'to_return', 'returned') and employee = $2 and kind = $3 and ((incident = $4 and thing is not distinct from $5) or custody_item = $6) limit 1`,
    [tx.tenantId, input.employee, input.kind, input.incident, input.thing, input.custody_item]);
  const fine = version?.parameters['late.amount_fen'] ?? null;
  const ceiling: Ceiling = input.kind === 'fine' ? { fen: fine, rate: null, text: fine === null ? ['已达次数，金额未设定', 'threshold reached, amount not configured'] : [`守则 ${version!.no} CC-FINE-1：${yuan(fine)} 元`, `Code ${version!.no} CC-FINE-1: ${yuan(fine)} yuan`] }
    : input.thing === null ? { fen: null, rate: null, text: ['', ''] } : ceilingFor(input.thing, input.happened_on, input.cost, version, await approvedRates(tx));
  return {
    employee, employed: employee !== null && employedOn(employee, input.happened_on), clause, ceiling, double: double?.number ?? null,
    noRule: version === null || (clause !== null && !clauseOf(version, clause)), inCode: version?.parameters['fine.allowed'] === true,
    profile: await parameter(tx, ProfileOfPlace, input.happened_on) as ProfileName, switchedOn: await parameter(tx, FinesAllowed, input.happened_on),
    decided: incident !== null && incident.employee === input.employee && DECIDED.includes(incident.state),
  };
}

/** A fine is refused before anything else is looked at. */
export function refuseFine(facts: { readonly profile: ProfileName; readonly switchedOn: boolean; readonly inCode: boolean; readonly decided: boolean }): void {
  if (PROFILE[facts.profile].fines === 'forbidden') throw new Refusal('money_claim.fine_forbidden', ['广东口径下不得罚款（LG-3：规章中的罚款会被责令改正，已执行的按人处罚）', 'No fines under the Guangdong profile (LG-3: fines in the rules must be corrected, applied ones are penalised per person)'], 422, { kind: ['不得罚款', 'No fines'] });
  if (!facts.switchedOn || !facts.inCode) throw new Refusal('money_claim.fines_off', ['罚款未启用（LG-2：企业罚款的依据有争议）；须守则与参数都启用', 'Fines are off (LG-2: their basis is disputed); the code and the parameter must both allow them'], 422, { kind: ['罚款未启用', 'Fines are off'] });
  if (!facts.decided) throw new Refusal('money_claim.fine_without_case', ['罚款须是已决违纪事件的效果', 'A fine follows a decided incident'], 422, { incident: ['请选择此人已决的事件', 'Choose a decided incident of this person'] });
}

export function refuseAmount(wanted: number | null, { fen, text }: Ceiling): void {
  if (fen === null) throw new Refusal('money_claim.no_amount', [`没有金额：${text[0]}`, `No amount: ${text[1]}`], 422, { cost: ['请填写有凭据的费用', 'Give the documented cost'] });
  if (wanted !== null && wanted > fen) throw new Refusal('money_claim.above', [`至多 ${yuan(fen)} 元：${text[0]}`, `At most ${yuan(fen)} yuan: ${text[1]}`], 422, { wanted: [`至多 ${yuan(fen)}`, `At most ${yuan(fen)}`] });
  if ((wanted ?? fen) === 0) throw new Refusal('money_claim.nothing', ['金额为零，不用登记', 'It would be nothing'], 422, { wanted: ['须大于零', 'More than zero'] });
}
