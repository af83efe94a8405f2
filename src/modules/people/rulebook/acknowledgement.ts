/**
 * Who has signed for the code (守则签收): everybody employed when a version is published, and whoever comes later; signed in person under the
 * text that was shown, or refused before two witnesses; reminded, and on the list until then. Serves SM-1, LG-5.
 */
import { createRecord, dayOf, defineProcess, defineRegister, defineSlip, f, Refusal, unitsBelow, updateRecord, type Tx } from '../../../kernel/index.ts';
import { colleaguesAt } from '../staff/index.ts';
import { signingRefusal } from './acknowledgement.rules.ts';
import { KEEPERS, READERS } from './clause.ts';
import { hashOf } from './library.ts';

export const STAFF = [...READERS, 'agent', 'administrator'] as const;
const SIGNERS = ['agent', 'line_supervisor', 'attendance_clerk', 'hr', 'centre_manager'] as const;
const later = { readonly: true, optional: true } as const;

export const AcknowledgementSlip = defineSlip('rulebook_acknowledgement', {
  label: ['守则签收单', 'Receipt for the code'], number: 'QS-{yyyy}-{0000}', copies: [['员工联', 'Employee'], ['人事联', 'HR']],
});

export const RulebookAcknowledgement = defineRegister('rulebook_acknowledgement', {
  label: ['守则签收', 'Acknowledgement'],
  number: 'SQ-{yyyy}-{0000}',
  fields: {
    rulebook: f.ref('版本', 'Version', 'rulebook_version'),
    employee: f.ref('员工', 'Employee', 'employee'),
    app_user: f.ref('本人', 'The person', 'app_user', later),
    signed_on: f.date('签收日', 'Signed on', later),
    content_hash: f.text('所签文本校验码', 'Hash of the text signed', { max: 64, ...later }),
    reminded_on: f.date('最近提醒', 'Last reminded', later),
    reminders: f.integer('提醒次数', 'Reminders', { min: 0, max: 999, ...later }),
    waived_because: f.text('免签原因', 'Why not needed', { max: 200, ...later }),
  },
  title: ['employee', 'rulebook'],
  list: ['employee', 'rulebook', 'signed_on', 'reminded_on', 'reminders'],
  sorts: ['-signed_on', 'number'],
  indexes: [['rulebook', 'state']],
  unique: [['rulebook', 'employee']],
  access: { read: READERS, create: KEEPERS, own: 'app_user', ownAside: true },
  empty: ['守则公布后，应签收的人列在这里。', 'Once a code is published, those who are to sign stand here.'],
  opening: {
    facts: async ({ tx, input }) => {
      const [version] = await tx.query<{ state: string }>('select state from rulebook_version where tenant_id = $1 and id = $2', [tx.tenantId, input.rulebook]);
      const [person] = await tx.query<{ app_user: string | null; unit_id: string }>('select app_user, unit_id from employee where tenant_id = $1 and id = $2', [tx.tenantId, input.employee]);
      return { state: version?.state ?? '', person: person ?? null };
    },
    guard({ facts }) {
      if (!['published', 'effective'].includes(facts.state)) throw new Refusal('rulebook_acknowledgement.not_published', ['只有已公布的版本才签收', 'Only a published version is signed for'], 422, { rulebook: ['尚未公布或已被替代', 'Not published, or superseded'] });
    },
    set: ({ facts }) => (facts.person ? { app_user: facts.person.app_user, unit_id: facts.person.unit_id } : {}),
  },
});

export const AcknowledgementProcess = defineProcess(RulebookAcknowledgement, 'waiting',
  {
    waiting: { label: ['未签', 'Not signed'], tone: 'waiting' },
    signed: { label: ['已签', 'Signed'], tone: 'done' },
    refused: { label: ['拒签', 'Refused'], tone: 'alarm' },
    waived: { label: ['免签', 'Not needed'], tone: 'stopped' },
  },
  (step) => ({
    sign: step({
      label: ['签收', 'Sign'], tone: 'primary', from: ['waiting', 'refused'], to: ['signed', 'refused'], by: SIGNERS,
      hint: ['本人读过守则后签名；拒签须两人见证', 'Signed in person after reading; a refusal needs two witnesses'],
      form: { content_hash: f.text('所签文本校验码', 'Hash of the text shown', { max: 64 }) },
      sign: [{ name: 'employee', label: ['员工', 'Employee'], by: 'guest', refusable: true }],
      facts: ({ tx, record }) => signingFacts(tx, record),
      preview: ({ facts }) => ({ lines: [[`守则 ${facts.no}《${facts.title}》，共 ${facts.clauses} 条，自 ${facts.from} 起生效`, `Code ${facts.no} “${facts.title}”, ${facts.clauses} clauses, in force from ${facts.from}`]], initial: { content_hash: facts.hash } }),
      guard({ facts, input, signers, actor, record }) {
        const refusal = signingRefusal({ state: facts.state, shown: input.content_hash, hash: facts.hash, signer: signers.employee!.name, employee: facts.employee, own: actor.id === record.app_user, onlyOwn: actor.kind === 'user' && actor.grants.every((grant) => grant.role === 'agent') });
        if (refusal) throw refusal;
      },
      choose: ({ signers }) => (signers.employee!.refused ? 'refused' : 'signed'),
      set: ({ day, signers }) => ({ signed_on: signers.employee!.refused ? null : day }),
      slip: { kind: AcknowledgementSlip, content: ({ facts, day, signers }) => ({
        lines: [
          { label: ['员工', 'Employee'], value: facts.employee }, { label: ['守则', 'Code'], value: `${facts.no} ${facts.title}` }, { label: ['生效日', 'In force from'], value: facts.from }, { label: ['签收日', 'Signed on'], value: day },
          { label: ['声明', 'Statement'], value: ['本人已收到并阅读本守则，知道其内容和后果。', 'I have received and read this code and know what it says and what follows from it.'] }, { label: ['文本校验码', 'Hash of the text'], value: facts.hash },
        ],
        stamps: signers.employee!.refused ? [['拒签，两人见证', 'Refused before two witnesses']] : [['已签收', 'Signed']],
      }) },
    }),
    waive: step({ label: ['免签', 'Not needed'], from: ['waiting', 'refused'], to: 'waived', by: KEEPERS, form: { waived_because: f.text('免签原因', 'Why not needed', { max: 200, hint: ['如离职、长期病假', 'For example left, or on long sick leave'] }) } }),
  }),
);

async function signingFacts(tx: Tx, record: { readonly rulebook: string; readonly employee: string }) {
  const [row] = await tx.query<{ no: string; title: string; state: string; effective_from: string | null; name: string; clauses: number }>(
    `select v.no, v.title, v.state, v.effective_from, e.name, (select count(*) from rulebook_clause c where c.tenant_id = v.tenant_id and c.rulebook = v.id) as clauses
     from rulebook_version v join employee e on e.tenant_id = v.tenant_id and e.id = $3 where v.tenant_id = $1 and v.id = $2`, [tx.tenantId, record.rulebook, record.employee]);
  return { no: row?.no ?? '', title: row?.title ?? '', state: row?.state ?? '', from: row?.effective_from ?? '', employee: row?.name ?? '', clauses: row?.clauses ?? 0, hash: await hashOf(tx, record.rulebook) };
}

/** Everybody employed today who has not been asked yet; how many that were. */
export async function askToSign(tx: Tx, version: { readonly id: string; readonly unit_id: string }): Promise<number> {
  const within = await unitsBelow(tx, version.unit_id);
  const asked = new Set((await tx.query<{ employee: string }>('select employee from rulebook_acknowledgement where tenant_id = $1 and rulebook = $2', [tx.tenantId, version.id])).map((row) => row.employee));
  const people = (await colleaguesAt(tx, within, await dayOf(tx, tx.now, version.unit_id))).filter((one) => !asked.has(one.id));
  for (const person of people) await createRecord(tx, RulebookAcknowledgement, { rulebook: version.id, employee: person.id, unit_id: person.place });
  return people.length;
}

export interface Unsigned { readonly id: string; readonly name: string; readonly staff_no: string; readonly reminders: number | null; readonly reminded_on: string | null }

/** Whoever has left need not sign any more. */
export function unsigned(tx: Tx, version: string, day: string): Promise<Unsigned[]> {
  return tx.query<Unsigned>(
    `select a.id, e.name, e.staff_no, a.reminders, a.reminded_on from rulebook_acknowledgement a join employee e on e.tenant_id = a.tenant_id and e.id = a.employee
     where a.tenant_id = $1 and a.rulebook = $2 and a.state = 'waiting' and a.archived_at is null and (e.left_on is null or e.left_on >= $3) order by e.staff_no`, [tx.tenantId, version, day]);
}

export async function remind(tx: Tx, version: { readonly id: string }, day: string): Promise<void> {
  for (const one of await unsigned(tx, version.id, day)) {
    if (one.reminded_on === day) continue;
    const [row] = await tx.query<{ id: string; version: number }>('select * from rulebook_acknowledgement where tenant_id = $1 and id = $2', [tx.tenantId, one.id]);
    await updateRecord(tx, RulebookAcknowledgement, row!, { reminded_on: day, reminders: (one.reminders ?? 0) + 1 });
  }
}

