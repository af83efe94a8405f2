/**
 * The personal card (劳保卡): issues against a signature within the norm of the post, early only old for new; a change of post calls in what the new
 * one is not given; whoever leaves settles piece by piece and is not cleared before. Serves LOG-9.2, LOG-10.2, P33, AS-38.
 */
import { calendar, defineProcess, defineRegister, defineSlip, f, readRecord, Refusal, type Label, type RowOf, type Tx, yuan } from '../../../kernel/index.ts';
import { freeElsewhere, holdElsewhere } from '../../people/custody/index.ts';
import { Employee, employedOn } from '../../people/staff/index.ts';
import { itemOf } from '../consumables/index.ts';
import { end, give, heldOn, termsOf, type IssueRow } from './issue.ts';
import { normsOf } from './norm.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { normOn, refuseEarly, refuseMoreThanNorm, refuseOtherSigner, restOf } from './rules.ts';

export const ProtectiveCard = defineRegister('protective_card', {
  label: ['劳保卡', 'Protective card'],
  number: 'LK-{00000}',
  fields: {
    employee: f.ref('员工', 'Employee', 'employee'),
    post: f.text('岗位', 'Post', { max: 40, optional: true, hint: ['留空取员工台账的职务', 'Empty: the position of the staff register'] }),
    sizes: f.text('尺码', 'Sizes', { max: 60, optional: true, hint: ['如 服 175、鞋 42', 'e.g. clothing 175, shoes 42'] }),
    person: f.ref('本人', 'The person', 'app_user', { optional: true, readonly: true }),
    last_day: f.date('最后工作日', 'Last day', { optional: true, readonly: true }),
    rest_value: f.money('折余价值', 'Value of what is left', { optional: true, readonly: true, hint: ['仅列示，不自动扣款', 'Only shown; nothing is deducted by itself'] }),
    settled_on: f.date('结清日', 'Settled on', { optional: true, readonly: true }),
  },
  title: ['employee', 'post'],
  list: ['employee', 'post', 'sizes', 'last_day', 'settled_on'],
  sorts: ['-number'],
  unique: [['employee']],
  access: { read: READERS, create: KEEPERS, own: 'person', ownAside: true },
  empty: ['还没有劳保卡。每位有定额的员工一张，发放、退回、离岗结清都在卡上。', 'No cards yet. One for each employee whose post has a norm: issues, returns and the settlement when leaving.'],
  opening: {
    facts: async ({ tx, input }) => ({ employee: await readRecord(tx, Employee, input.employee) }),
    guard({ input, facts }) {
      if (facts.employee && input.post === null && facts.employee.job_title === null) throw new Refusal('protective_card.post', ['员工台账没有职务，请写明岗位', 'The staff register names no position; say the post'], 422, { post: ['必填', 'Required'] });
    },
    set: ({ input, facts }) => ({ post: input.post ?? facts.employee?.job_title ?? null, person: facts.employee?.app_user ?? null }),
  },
});
type Row = RowOf<typeof ProtectiveCard>;

const IssueSlip = defineSlip('protective_issue', { label: ['劳保用品领用单', 'Protective supplies issued'], number: 'LB-{yyyy}{mm}-{0000}', copies: [['本人联', 'Employee'], ['存根联', 'Store copy']] });
const SettleSlip = defineSlip('protective_settlement', { label: ['劳保用品离岗结清单', 'Settlement of protective supplies'], number: 'LJ-{yyyy}-{0000}', copies: [['本人联', 'Employee'], ['人事联', 'HR'], ['存根联', 'Store copy']] });
const signed = [{ name: 'employee', label: ['本人', 'Employee'], by: 'guest', refusable: true }] as const;
const issueRef = f.ref('哪一笔', 'Which issue', 'protective_issue');

export const ProtectiveCardProcess = defineProcess(ProtectiveCard, 'open',
  {
    open: { label: ['在用', 'Open'], tone: 'done' },
    settling: { label: ['离岗结清中', 'Being settled'], tone: 'waiting', due: { step: 'settle', at: ({ record, day, calendar: c }) => calendar.endOfBusinessDay(record.last_day !== null && record.last_day > day ? record.last_day : day, c), escalateTo: 'logistics_head' } },
    settled: { label: ['已结清', 'Settled'], tone: 'stopped' },
  },
  (step) => ({
    issue: step({
      label: ['发放', 'Issue'], hint: ['按岗位定额；期内须以旧换新', 'Within the norm of the post; within the term only old for new'], tone: 'primary', from: ['open'], to: 'open', by: KEEPERS,
      form: { item: f.ref('用品', 'Item', 'consumable'), quantity: f.integer('数量', 'Quantity', { min: 1, max: 1000 }), old_back: f.yesNo('旧品已交回', 'Old one handed in', { optional: true }) },
      sign: [{ name: 'employee', label: ['本人', 'Employee'], by: 'guest' }],
      facts: async ({ tx, record, input, day }) => issuing(tx, record, input.item, day),
      guard({ record, input, facts, day, signers }) {
        if (!facts.employed) throw new Refusal('protective.not_employed', ['本人已离职', 'Not employed any more'], 409);
        const norm = refuseMoreThanNorm(facts.norm, record.post ?? '', input.quantity);
        refuseEarly(facts.held === null ? null : { number: facts.held.number, term: facts.term! }, day, { old: input.old_back === true, allowed: norm.old_for_new });
        refuseOtherSigner(signers['employee']!, facts.name);
      },
      async effect({ tx, record, input, facts, now, day }) {
        if (facts.held !== null) await end(tx, facts.held, input.old_back === true ? 'replaced' : 'worn', { at: now, day });
        await give(tx, { card: record.id, employee: record.employee, person: record.person, norm: facts.norm!, quantity: input.quantity, unit_id: record.unit_id, at: now, day });
        await holdFor(tx, record);
      },
      slip: { kind: IssueSlip, content: async ({ tx, record, input, facts, day }) => ({ lines: [
        { label: ['姓名', 'Name'], value: facts.name }, { label: ['岗位', 'Post'], value: record.post ?? '' }, { label: ['用品', 'Item'], value: (await itemOf(tx, input.item)).name }, { label: ['数量', 'Quantity'], value: String(input.quantity) },
        { label: ['期限（天）', 'Term (days)'], value: String(facts.norm?.period_days ?? '') }, { label: ['日期', 'Date'], value: day },
      ], ...(input.old_back === true ? { stamps: [['以旧换新', 'Old for new'] as const] } : {}) }) },
    }),
    take_back: step({
      label: ['退回', 'Take back'], from: ['open', 'settling'], to: ['open', 'settling'], by: KEEPERS, form: { issue: issueRef, reusable: f.yesNo('可再发', 'Can be issued again', { hint: ['否则报废', 'Otherwise it is used up'] }) }, sign: signed,
      facts: async ({ tx, record, input }) => ({ issue: await oneHeld(tx, record.id, input.issue), name: await nameOf(tx, record.employee) }),
      guard({ facts, signers }) { refuseNotHeld(facts.issue); refuseOtherSigner(signers['employee']!, facts.name); },
      choose: ({ record }) => (record.state === 'open' ? 'open' : 'settling'),
      async effect({ tx, record, input, facts, now, day }) { await end(tx, facts.issue!, input.reusable ? 'returned' : 'worn', { at: now, day }); await holdFor(tx, record); },
    }),
    keep: step({
      label: ['结清留用', 'Keep, settled'], hint: ['离岗时不退回的，写明处理决定', 'What is not returned when leaving, with the decision'], from: ['settling'], to: 'settling', by: HEADS, form: { issue: issueRef, decision: f.text('处理决定', 'Decision', { max: 200 }) },
      facts: async ({ tx, record, input }) => ({ issue: await oneHeld(tx, record.id, input.issue) }),
      guard: ({ facts }) => refuseNotHeld(facts.issue),
      async effect({ tx, record, facts, now, day }) { await end(tx, facts.issue!, 'kept', { at: now, day }); await holdFor(tx, record); },
    }),
    change_post: step({
      label: ['换岗', 'Change the post'], hint: ['新岗位没有定额的用品须先退回', 'What the new post is not given is returned first'], from: ['open'], to: 'open', by: [...KEEPERS, 'hr'], form: { post: f.text('新岗位', 'New post', { max: 40 }) },
      facts: async ({ tx, record, input, day }) => ({ left: await beyond(tx, record.id, input.post ?? '', day) }),
      guard({ input, facts }) {
        if (facts.left.length > 0) throw new Refusal('protective.post_change', [`${input.post}没有这些用品的定额，请先退回：${facts.left.join('、')}`, `${input.post} is not given these; take them back first: ${facts.left.join(', ')}`], 409, { post: ['先退回在手用品', 'Take back what is in hand first'] });
      },
    }),
    begin_settlement: step({
      label: ['离岗结清', 'Settle for leaving'], from: ['open'], to: 'settling', by: [...KEEPERS, 'hr'], form: { last_day: f.date('最后工作日', 'Last day') },
      facts: async ({ tx, record, input }) => ({ list: input.last_day === undefined ? [] : await settlementOf(tx, record.id, input.last_day) }),
      set: ({ facts }) => ({ rest_value: facts.list.reduce((sum, l) => sum + l.value, 0) }),
    }),
    settle: step({
      label: ['确认结清', 'Confirm settled'], tone: 'primary', from: ['settling'], to: 'settled', by: KEEPERS, form: { note: f.text('说明', 'Note', { max: 200, optional: true }) }, sign: signed,
      facts: async ({ tx, record }) => ({ held: (await settlementOf(tx, record.id, record.last_day ?? '')).map((l) => l.words), all: await everything(tx, record.id), name: await nameOf(tx, record.employee) }),
      ready: ({ facts }) => (facts.held.length === 0 ? null : [`还有 ${facts.held.length} 件未退回或未作决定：${facts.held.map((w) => w[0]).join('；')}`, `${facts.held.length} neither returned nor decided: ${facts.held.map((w) => w[1]).join('; ')}`]),
      guard: ({ facts, signers }) => refuseOtherSigner(signers['employee']!, facts.name),
      set: ({ day }) => ({ settled_on: day }),
      slip: { kind: SettleSlip, content: ({ record, facts, input }) => ({
        lines: [{ label: ['姓名', 'Name'], value: facts.name }, { label: ['最后工作日', 'Last day'], value: record.last_day ?? '' }, { label: ['折余价值（元，仅列示）', 'Value of what was left (yuan, shown only)'], value: yuan(record.rest_value ?? 0) }, { label: ['说明', 'Note'], value: input.note ?? '—' }],
        table: { columns: [['用品', 'Item'], ['数量', 'Quantity'], ['领用日', 'Issued'], ['结果', 'Outcome']], rows: facts.all },
      }) },
    }),
  }),
);

async function nameOf(tx: Tx, employee: string): Promise<string> { return (await readRecord(tx, Employee, employee))?.name ?? ''; }

async function issuing(tx: Tx, card: Row, item: string | undefined, day: string) {
  const employee = await readRecord(tx, Employee, card.employee);
  const held = item === undefined ? null : ((await heldOn(tx, card.id)).find((i) => i.item === item) ?? null);
  const norm = item === undefined ? null : normOn(await normsOf(tx, item), card.post ?? '', item, day);
  return { name: employee?.name ?? '', employed: employee !== null && employedOn(employee, day), held, term: held === null ? null : ((await termsOf(tx, [held])).get(held.id) ?? null), norm };
}
async function oneHeld(tx: Tx, card: string, issue: string | undefined): Promise<IssueRow | null> {
  return issue === undefined ? null : ((await heldOn(tx, card)).find((i) => i.id === issue) ?? null);
}
function refuseNotHeld(issue: IssueRow | null): void {
  if (issue === null) throw new Refusal('protective.not_held', ['这一笔不在此卡在手', 'It is not in hand on this card'], 422, { issue: ['请选择在手的发放', 'Choose an issue in hand'] });
}
/** What is in hand that the post is not given on the day. */
async function beyond(tx: Tx, card: string, post: string, day: string): Promise<string[]> {
  const norms = await normsOf(tx);
  const left = (await heldOn(tx, card)).filter((i) => normOn(norms, post, i.item, day) === null);
  return Promise.all(left.map(async (i) => `${(await itemOf(tx, i.item)).name} ${i.number}`));
}

export interface SettlementLine { readonly issue: string; readonly words: Label; readonly days: number; readonly value: number }
/** The settlement list of somebody who leaves: everything in hand, what is left of its term and that share of its cost. */
export async function settlementOf(tx: Tx, card: string, lastDay: string): Promise<SettlementLine[]> {
  const held = await heldOn(tx, card);
  const terms = await termsOf(tx, held);
  return Promise.all(held.map(async (i) => {
    const rest = restOf(i.cost, i.period_days, terms.get(i.id)!.due, lastDay);
    const name = (await itemOf(tx, i.item)).name;
    return { issue: i.id, ...rest, words: [`${name} ${i.number}，余 ${rest.days} 天，折余 ${yuan(rest.value)} 元`, `${name} ${i.number}, ${rest.days} days left, worth ${yuan(rest.value)} yuan`] as const };
  }));
}
async function everything(tx: Tx, card: string): Promise<string[][]> {
  const rows = await tx.query<{ name: string; quantity: number; issued_on: string; outcome: string }>(
    `select c.name, i.quantity, i.issued_on, i.outcome from protective_issue i join consumable c on c.tenant_id = i.tenant_id and c.id = i.item where i.tenant_id = $1 and i.card = $2 and i.archived_at is null order by i.number`, [tx.tenantId, card]);
  const words: { readonly [outcome: string]: string } = { held: '在手', returned: '已退回', replaced: '以旧换新', worn: '期满用完', kept: '结清留用' };
  return rows.map((r) => [r.name, String(r.quantity), r.issued_on, words[r.outcome] ?? r.outcome]);
}
/** As long as something is in hand, nobody is cleared when leaving. */
async function holdFor(tx: Tx, card: Row): Promise<void> {
  const held = await heldOn(tx, card.id);
  if (held.length === 0) await freeElsewhere(tx, card.number);
  else await holdElsewhere(tx, { employee: card.employee, what: `劳保用品 ${held.length} 笔 ${card.number}`, source: card.number, unit_id: card.unit_id });
}
