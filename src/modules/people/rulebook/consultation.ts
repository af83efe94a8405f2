/**
 * The consultation on a draft (征求意见): who was asked, what they said clause by clause, and what came of it. A code adopted without it counts
 * for little in court. Serves SM-1, LG-10.
 */
import { defineProcess, defineRegister, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { KEEPERS, READERS } from './clause.ts';

const later = { readonly: true, optional: true } as const;
const STAFF = [...READERS, 'agent'] as const;

export const RulebookConsultee = defineRegister('rulebook_consultee', {
  label: ['征求意见对象', 'Consulted'],
  number: 'ZX-{0000}',
  fields: {
    rulebook: f.ref('版本', 'Version', 'rulebook_version'),
    who: f.text('对象', 'Who', { max: 80, hint: ['如 热线一线全体、工会委员会、职工代表 吴静', 'Such as all of line 1, the union committee, representative Wu Jing'] }),
    kind: f.choice('身份', 'As what', { representatives: ['职工代表', 'Representatives of staff'], union: ['工会', 'Union'], staff: ['员工', 'Staff'], other: ['其他', 'Other'] }),
    people: f.integer('人数', 'How many', { min: 1, max: 100_000 }),
    asked_on: f.date('征求日', 'Asked on'),
    how: f.choice('方式', 'How', { meeting: ['会议', 'Meeting'], posted: ['公示', 'Posted'], online: ['线上', 'Online'], letter: ['书面', 'In writing'] }),
  },
  title: ['who', 'kind'],
  list: ['rulebook', 'who', 'kind', 'people', 'asked_on', 'how'],
  sorts: ['-asked_on'],
  access: { read: READERS, create: KEEPERS },
  empty: ['还没有征求对象。写下问了谁、多少人、怎么问的。', 'Nobody yet. Write down who was asked, how many, and how.'],
  opening: {
    facts: async ({ tx, input }) => ({ state: await stateOf(tx, input.rulebook) }),
    guard({ facts, input, day }) {
      if (!['linted', 'consultation'].includes(facts.state)) throw new Refusal('rulebook_consultee.state', ['只在征求意见前后登记', 'Only while the consultation is prepared or running'], 409, { rulebook: ['不在征求意见', 'Not in consultation'] });
      if (input.asked_on > day) throw new Refusal('rulebook_consultee.future', ['日期在将来', 'It lies in the future'], 422, { asked_on: ['不晚于今天', 'Not later than today'] });
    },
  },
});

export const RulebookComment = defineRegister('rulebook_comment', {
  label: ['对守则的意见', 'Comment on the code'],
  number: 'YJ-{yyyy}-{000}',
  fields: {
    rulebook: f.ref('版本', 'Version', 'rulebook_version'),
    clause: f.text('条款', 'Clause', { max: 28, optional: true, hint: ['针对哪一条；留空为整体', 'Which clause; empty: the whole'] }),
    comment: f.longText('意见', 'Comment', { max: 2000 }),
    for_whom: f.text('代谁提出', 'On behalf of', { max: 80, optional: true, hint: ['代录口头或书面意见时填写', 'When entered for somebody else'] }),
    from_user: f.ref('提出人', 'From', 'app_user', later),
    adopted: f.choice('处理', 'Outcome', { yes: ['采纳', 'Adopted'], partly: ['部分采纳', 'Partly adopted'], no: ['不采纳', 'Not adopted'] }, later),
    answer: f.longText('答复', 'Answer', { max: 2000, ...later }),
    answered_by: f.text('答复人', 'Answered by', { max: 60, ...later }),
  },
  title: ['clause', 'comment'],
  list: ['rulebook', 'clause', 'comment', 'adopted', 'answer'],
  sorts: ['-created_at'],
  access: { read: READERS, create: STAFF, own: 'from_user' },
  empty: ['没有意见。征求意见期间，每个人都可以在“守则全文”页对条款提意见。', 'No comments. During a consultation everybody may comment on a clause on the page “The code”.'],
  opening: {
    facts: async ({ tx, input }) => ({
      state: await stateOf(tx, input.rulebook),
      known: input.clause === null || (await tx.query('select 1 from rulebook_clause where tenant_id = $1 and rulebook = $2 and code = $3', [tx.tenantId, input.rulebook, input.clause])).length > 0,
    }),
    guard({ facts }) {
      if (facts.state !== 'consultation') throw new Refusal('rulebook_comment.closed', ['这个版本不在征求意见', 'This version is not in consultation'], 409, { rulebook: ['不在征求意见', 'Not in consultation'] });
      if (!facts.known) throw new Refusal('rulebook_comment.clause', ['这个版本没有这一条', 'This version has no such clause'], 422, { clause: ['没有这一条', 'No such clause'] });
    },
    set: ({ input, actor }) => ({ from_user: input.for_whom === null && actor.kind === 'user' ? actor.id : null }),
  },
});

export const CommentProcess = defineProcess(RulebookComment, 'open',
  { open: { label: ['待答复', 'To be answered'], tone: 'waiting' }, answered: { label: ['已答复', 'Answered'], tone: 'done' } },
  (step) => ({
    answer: step({
      label: ['答复', 'Answer'], tone: 'primary', from: ['open', 'answered'], to: 'answered', by: KEEPERS,
      form: { adopted: f.choice('处理', 'Outcome', { yes: ['采纳', 'Adopted'], partly: ['部分采纳', 'Partly adopted'], no: ['不采纳', 'Not adopted'] }), answer: f.longText('答复', 'Answer', { max: 2000 }) },
      facts: async ({ tx, record }) => ({ state: await stateOf(tx, record.rulebook) }),
      ready: ({ facts }) => (facts.state === 'consultation' || facts.state === 'draft' ? null : ['征求意见已结束', 'The consultation is over']),
      set: ({ actor }) => ({ answered_by: actor.name }),
    }),
  }),
);

async function stateOf(tx: Tx, id: string): Promise<string> {
  const [row] = await tx.query<{ state: string }>('select state from rulebook_version where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.state ?? '';
}

export interface Consultation { readonly asked: readonly { readonly who: string; readonly people: number; readonly asked_on: string }[]; readonly comments: number; readonly open: readonly string[]; readonly adopted: number }

export async function consultationOf(tx: Tx, version: string): Promise<Consultation> {
  const asked = await tx.query<Consultation['asked'][number]>('select who, people, asked_on from rulebook_consultee where tenant_id = $1 and rulebook = $2 and archived_at is null order by number', [tx.tenantId, version]);
  const comments = await tx.query<{ number: string; state: string; adopted: string | null }>('select number, state, adopted from rulebook_comment where tenant_id = $1 and rulebook = $2 and archived_at is null order by number', [tx.tenantId, version]);
  return { asked, comments: comments.length, open: comments.filter((one) => one.state === 'open').map((one) => one.number), adopted: comments.filter((one) => one.adopted !== null && one.adopted !== 'no').length };
}
