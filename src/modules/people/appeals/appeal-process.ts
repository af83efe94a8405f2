/** The way of an appeal (申诉流程): taken up by somebody not involved, decided with reasons, and its consequences at once. Serves SM-3. */
import { defineProcess, defineSlip, f, Refusal, takeStep, type SlipContent, type Tx } from '../../../kernel/index.ts';
import { foreseen, IncidentProcess, standingFor } from '../discipline/index.ts';
import { type Level, LEVEL_LABELS } from '../rulebook/index.ts';
import { Appeal, LIGHTER, OUTCOMES } from './appeal.ts';
import { FILERS, REVIEWERS } from './roles.ts';
import { findingRefusal, reviewerRefusal, setsOff } from './rules.ts';

export const AppealDecision = defineSlip('appeal_decision', {
  label: ['申诉决定书', 'Decision on the appeal'], number: 'SJ-{yyyy}-{000}', copies: [['员工联', 'Employee'], ['线路联', 'Line'], ['人事联', 'HR']],
});

export const AppealProcess = defineProcess(Appeal, 'filed',
  {
    filed: { label: ['已提出', 'Filed'], tone: 'waiting', due: { step: 'take_up', at: ({ record, now }) => record.decide_by ?? now, escalateTo: 'operations_gm' } },
    under_review: { label: ['复核中', 'Under review'], tone: 'active', due: { step: 'decide', at: ({ record, now }) => record.decide_by ?? now, escalateTo: 'operations_gm' } },
    upheld: { label: ['维持', 'Upheld'], tone: 'stopped' },
    reduced: { label: ['已减轻', 'Reduced'], tone: 'done' },
    revoked: { label: ['已撤销', 'Revoked'], tone: 'done' },
    refused_late: { label: ['逾期不受理', 'Refused as late'], tone: 'stopped' },
    withdrawn: { label: ['已撤回', 'Withdrawn'], tone: 'stopped' },
    moot: { label: ['处分已另行变更', 'The decision has changed meanwhile'], tone: 'stopped' },
  },
  (step) => ({
    take_up: step({
      label: ['受理复核', 'Take it up'], tone: 'primary', from: ['filed'], to: 'under_review', by: REVIEWERS, form: {},
      hint: ['复核人没有报告、调查、决定过本案', 'The reviewer had no part in the case'],
      facts: ({ tx, record }) => involvedIn(tx, record),
      ready: ({ facts, actor }) => reviewerRefusal(facts, actor.id)?.label ?? null,
      set: ({ actor }) => ({ reviewer: actor.id }),
    }),
    refuse_late: step({
      label: ['逾期不受理', 'Refuse as late'], from: ['filed'], to: 'refused_late', by: REVIEWERS, form: { reasons: f.longText('理由', 'Why', { max: 4000 }) },
      facts: ({ tx, record }) => involvedIn(tx, record),
      ready: ({ record, facts, actor }) => (record.late ? (reviewerRefusal(facts, actor.id)?.label ?? null) : ['申诉是按时提出的', 'It was filed in time']),
    }),
    decide: step({
      label: ['作出结论', 'Decide'], tone: 'primary', from: ['under_review'], to: ['upheld', 'reduced', 'revoked'], by: REVIEWERS,
      hint: ['撤销或减轻立即生效；以它为依据的处分逐层重新计算、重新建议', 'Revoking or reducing takes effect at once; what was built on it is computed and proposed again, level by level'],
      form: {
        outcome: f.choice('结论', 'Finding', OUTCOMES),
        to_level: f.choice('减为', 'Reduced to', LIGHTER, { optional: true, hint: ['只在减轻时填写', 'Only when it is reduced'] }),
        reasons: f.longText('理由', 'Reasons', { max: 4000, hint: ['回应申诉人的每一点', 'Answer each point of the appeal'] }),
      },
      facts: decisionFacts,
      ready: ({ record, actor }) => (record.reviewer === actor.id ? null : ['由受理的复核人作出结论', 'Whoever took it up decides']),
      preview: ({ facts }) => ({ lines: [...setsOff(['如撤销', 'If revoked'], facts.ifRevoked), ...facts.ifReduced.flatMap(({ level, fallen }) => setsOff([`如减为${LEVEL_LABELS[level][0]}`, `If reduced to ${LEVEL_LABELS[level][1]}`], fallen))] }),
      guard({ input, record }) {
        const refusal = findingRefusal({ outcome: input.outcome, toLevel: input.to_level, was: record.level_before ?? 'action' });
        if (refusal) throw refusal;
      },
      choose: ({ input }) => input.outcome,
      set: ({ day, input }) => ({ decided_on: day, to_level: input.outcome === 'reduced' ? input.to_level : null }),
      effect: async ({ tx, record, input, actor }) => {
        const because = `${record.number}：${input.reasons}`;
        if (input.outcome === 'revoked') await takeStep(tx, IncidentProcess, record.incident!, 'annul', { annulled_because: because.slice(0, 300) });
        if (input.outcome === 'reduced') await takeStep(tx, IncidentProcess, record.incident!, 'reduce', { to_level: input.to_level!, reduced_because: because.slice(0, 1000), reduced_by: actor.name });
      },
      slip: { kind: AppealDecision, content: ({ tx, record, facts, actor }) => decisionContent(tx, record, facts.number, actor.name) },
    }),
    withdraw: step({
      label: ['撤回申诉', 'Withdraw'], from: ['filed', 'under_review'], to: 'withdrawn', by: FILERS, form: {},
      ready: ({ record, actor }) => (actor.id === record.accused_user || (record.accused_user === null && actor.id === record.created_by) ? null : ['由申诉人自己撤回', 'Only whoever appealed withdraws it']),
    }),
    lapse: step({ label: ['处分已变更', 'Decision changed'], from: ['filed', 'under_review'], to: 'moot', by: [], form: {} }),
  }),
);

interface Case { readonly id: string; readonly incident: string | null; readonly sanction: string; readonly employee: string | null; readonly accused_user: string | null }

/** Everybody who took a step in the case, the reporter among them; whoever only handed over the paper is not. */
async function involvedIn(tx: Tx, { incident, accused_user }: Case): Promise<readonly string[]> {
  const rows = await tx.query<{ actor_id: string }>(
    `select distinct actor_id from history where tenant_id = $1 and register = 'incident' and record_id = $2 and what <> 'serve'
     union select created_by from incident where tenant_id = $1 and id = $2`, [tx.tenantId, incident]);
  return [...rows.map((row) => row.actor_id), ...(accused_user ? [accused_user] : [])];
}

async function decisionFacts({ tx, record }: { readonly tx: Tx; readonly record: Case }) {
  const standing = await standingFor({ tx, record: { id: record.incident ?? '', employee: record.employee ?? '' } });
  if (standing.id !== record.sanction) throw new Refusal('appeal.changed', ['这个处分已被新的决定取代', 'This decision has been replaced meanwhile']);
  const look = async (level: Level | null) => (await foreseen(tx, record.employee ?? '', { root: standing.id, number: standing.number, level })).fallen;
  const lighter = (Object.keys(LIGHTER) as (keyof typeof LIGHTER)[]).filter((level) => findingRefusal({ outcome: 'reduced', toLevel: level, was: standing.level }) === null);
  const ifReduced = [];
  for (const level of lighter) ifReduced.push({ level, fallen: await look(level) });
  return { number: standing.number, ifRevoked: await look(null), ifReduced };
}

interface Decided { readonly number: string; readonly sanction: string; readonly employee: string | null; readonly level_before: Level | null; readonly outcome: keyof typeof OUTCOMES | null; readonly to_level: Level | null; readonly grounds: string; readonly reasons: string | null }

async function decisionContent(tx: Tx, record: Decided, sanction: string, reviewer: string): Promise<SlipContent> {
  const [person] = await tx.query<{ name: string }>('select name from employee where tenant_id = $1 and id = $2', [tx.tenantId, record.employee]);
  const again = await tx.query<{ number: string; depth: number; was: Level; comes_to: Level | null; state: string }>(
    `select s.number, r.depth, r.was, r.comes_to, r.state from sanction_recheck r join sanction s on s.tenant_id = r.tenant_id and s.id = r.sanction where r.tenant_id = $1 and r.root = $2 order by r.number`, [tx.tenantId, record.sanction]);
  const finding = OUTCOMES[record.outcome ?? 'upheld'];
  return {
    lines: [
      { label: ['申诉', 'Appeal'], value: record.number }, { label: ['申诉人', 'Appellant'], value: person?.name ?? '' }, { label: ['处分', 'Sanction'], value: [`${sanction} ${LEVEL_LABELS[record.level_before ?? 'action'][0]}`, `${sanction} ${LEVEL_LABELS[record.level_before ?? 'action'][1]}`] },
      { label: ['申诉理由', 'Grounds'], value: record.grounds }, { label: ['结论', 'Finding'], value: record.to_level ? [`${finding[0]}，减为${LEVEL_LABELS[record.to_level][0]}`, `${finding[1]} to ${LEVEL_LABELS[record.to_level][1]}`] : finding },
      { label: ['理由', 'Reasons'], value: record.reasons ?? '' }, { label: ['复核人', 'Reviewer'], value: reviewer },
    ],
    ...(again.length === 0 ? {} : { table: {
      columns: [['以它为依据的处分', 'Built on it'], ['层', 'Level'], ['原级别', 'Was'], ['重新计算', 'Comes to']],
      rows: again.map((one) => [one.number, String(one.depth), LEVEL_LABELS[one.was], one.state === 'unchanged' ? ['结果不变', 'Unchanged'] as const : one.comes_to ? LEVEL_LABELS[one.comes_to] : ['不再处分', 'No sanction'] as const]),
    } }),
    stamps: [finding], boxes: [['申诉人签收', 'Received by the appellant']],
  };
}
