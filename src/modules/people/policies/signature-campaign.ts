/**
 * Signature campaigns (签署活动): everybody of a centre signs the responsibility letter, or each branch the regional guarantee.
 * Who is expected is written down when it opens; who has not signed stands by name. Serves FS-1.3.
 */
import { createRecord, defineProcess, defineRegister, f, holdersOf, readRecord, unitsBelow, type RowOf, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt, servicePlaces, type Colleague } from '../staff/index.ts';
import { LetterSignature } from './letter-signature.ts';
import { Policy } from './policy.ts';
import { KEEPERS, READERS } from './roles.ts';
import { refuseClosing } from './rules.ts';

export const SignatureCampaign = defineRegister('signature_campaign', {
  label: ['签署活动', 'Signature campaign'],
  number: 'QS-{yyyy}-{00}',
  fields: {
    title: f.text('名称', 'Title', { max: 60 }),
    letter: f.ref('签署文件', 'Text to sign', 'policy'),
    who: f.choice('谁签署', 'Who signs', { staff: ['每名员工', 'Every employee'], branches: ['每个区域服务部（由区域经理）', 'Each branch, by its manager'] }),
    scope: f.unit('范围', 'Within', { hint: ['该单元及其下级', 'This unit and all below it'] }),
    due_on: f.date('签署期限', 'To be signed by'),
    opened_on: f.date('发起日期', 'Opened on', { optional: true, readonly: true }),
    closing_reason: f.longText('未签完而结束的原因', 'Why it was closed with people missing', { max: 500, optional: true, readonly: true }),
    left_unsigned: f.longText('结束时未签', 'Not signed at the end', { max: 5000, optional: true, readonly: true }),
  },
  title: ['title'],
  list: ['title', 'letter', 'who', 'scope', 'opened_on', 'due_on'],
  sorts: ['-opened_on', '-number'],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: KEEPERS, namesOpen: true },
  empty: ['还没有签署活动。选择一份现行的责任书或保证书，发起后列出应签名单。', 'No campaigns yet. Choose a letter in force; opening it lists who is to sign.'],
});
type Campaign = RowOf<typeof SignatureCampaign>;

export const SignatureCampaignProcess = defineProcess(SignatureCampaign, 'draft',
  {
    draft: { label: ['未发起', 'Not opened'], tone: 'waiting' },
    open: { label: ['签署中', 'Open'], tone: 'active' },
    closed: { label: ['已结束', 'Closed'], tone: 'done' },
  },
  (step) => ({
    open: step({
      label: ['发起', 'Open'], tone: 'primary', from: ['draft'], to: 'open', by: KEEPERS, form: {},
      facts: async ({ tx, record, day }) => ({ letter: await readRecord(tx, Policy, record.letter), ...(await expected(tx, record, day)) }),
      ready({ facts }) {
        if (facts.letter?.state !== 'in_force') return ['只能签署现行文件', 'Only a text in force can be signed'];
        if (facts.without.length > 0) return [`没有区域经理：${facts.without.join('、')}`, `No branch manager: ${facts.without.join(', ')}`];
        return facts.people.length === 0 ? ['范围内没有应签的人', 'Nobody to sign within this unit'] : null;
      },
      preview: ({ facts }) => ({ lines: [[`应签 ${facts.people.length} 人`, `${facts.people.length} people are to sign`]] }),
      set: ({ day }) => ({ opened_on: day }),
      effect: async ({ tx, record, facts }) => askAll(tx, record, facts.people),
    }),
    complete_list: step({
      label: ['补列新到人员', 'Add who came since'], from: ['open'], to: 'open', by: KEEPERS, form: {},
      facts: async ({ tx, record, day }) => ({ people: await notYetAsked(tx, record, day) }),
      ready: ({ facts }) => (facts.people.length === 0 ? ['名单已齐', 'The list is complete'] : null),
      preview: ({ facts }) => ({ lines: facts.people.map((p) => [`${p.name} ${p.staff_no}`, `${p.name} ${p.staff_no}`] as const) }),
      effect: async ({ tx, record, facts }) => askAll(tx, record, facts.people),
    }),
    close: step({
      label: ['结束', 'Close'], from: ['open'], to: 'closed', by: KEEPERS,
      form: { closing_reason: f.longText('未签完而结束的原因', 'Why it is closed with people missing', { max: 500, optional: true }) },
      facts: async ({ tx, record }) => ({ missing: await missingNames(tx, record.id) }),
      preview: ({ facts }) => ({
        lines: facts.missing.length === 0 ? [['全部已签', 'Everybody has signed']] : [[`未签 ${facts.missing.length} 人：${facts.missing.join('、')}`, `${facts.missing.length} have not signed: ${facts.missing.join(', ')}`]],
      }),
      guard: ({ facts, input }) => refuseClosing(facts.missing, input.closing_reason),
      set: ({ facts }) => ({ left_unsigned: facts.missing.length === 0 ? null : facts.missing.join('、') }),
    }),
  }),
);

interface Expected { readonly people: readonly Colleague[]; /** Branches nobody can sign for. */ readonly without: readonly string[] }

async function expected(tx: Tx, { who, scope }: Campaign, day: string): Promise<Expected> {
  const within = await unitsBelow(tx, scope);
  if (who === 'staff') return { people: await colleaguesAt(tx, within, day), without: [] };
  const branches = (await servicePlaces(tx)).filter((p) => p.kind === 'branch' && within.includes(p.id));
  const found = await Promise.all(branches.map(async (branch) => {
    const holders = (await holdersOf(tx, 'branch_manager', branch.id)).map((h) => h.id);
    return { branch, head: (await colleaguesAt(tx, [branch.id], day)).find((c) => c.app_user !== null && holders.includes(c.app_user)) };
  }));
  return { people: found.flatMap(({ head }) => (head ? [head] : [])), without: found.filter(({ head }) => !head).map(({ branch }) => branch.name) };
}

async function notYetAsked(tx: Tx, record: Campaign, day: string): Promise<Colleague[]> {
  const asked = await tx.query<{ employee: string }>('select employee from letter_signature where tenant_id = $1 and campaign = $2', [tx.tenantId, record.id]);
  return (await expected(tx, record, day)).people.filter((p) => !asked.some((a) => a.employee === p.id));
}

async function askAll(tx: Tx, campaign: Campaign, people: readonly Colleague[]): Promise<void> {
  for (const person of people) await createRecord(tx, LetterSignature, { campaign: campaign.id, employee: person.id, unit_id: person.place });
}

export async function missingNames(tx: Tx, campaign: string): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `select e.name from letter_signature s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee
     where s.tenant_id = $1 and s.campaign = $2 and s.state = 'waiting' and s.archived_at is null order by e.staff_no`, [tx.tenantId, campaign]);
  return rows.map((r) => r.name);
}
