/**
 * Evidence in a case (案件证据): a photo, a call, a record of the phone system, a document, a witness; put on file while the case is open, set
 * aside with a reason, never deleted. Serves SM-2, LG-6.
 */
import { defineProcess, defineRegister, f, Refusal, type Tx } from '../../../kernel/index.ts';
import { CASE_READERS, INVESTIGATORS, REPORTERS } from './roles.ts';

export const EVIDENCE_KINDS = {
  photo: ['照片', 'Photo'], call: ['通话', 'Call'], phone_log: ['电话系统记录', 'Record of the phone system'], document: ['文件', 'Document'], witness: ['证人', 'Witness'], other: ['其他', 'Other'],
} as const;

export const CaseEvidence = defineRegister('case_evidence', {
  label: ['案件证据', 'Evidence'],
  number: 'ZJ-{yyyy}-{0000}',
  fields: {
    incident: f.ref('违纪事件', 'Incident', 'incident'),
    kind: f.choice('种类', 'Kind', EVIDENCE_KINDS, { initial: 'document' }),
    shows: f.text('证明什么', 'What it shows', { max: 200 }),
    taken_at: f.dateTime('形成时间', 'When it was made', { optional: true }),
    call_id: f.text('通话编号', 'Call number', { max: 60, optional: true, hint: ['通话或电话系统记录的编号', 'Number of the call or of the record'] }),
    witness: f.personName('证人', 'Witness', { optional: true }),
    words: f.longText('内容', 'What it says', { max: 4000, optional: true, hint: ['证人的话、记录的摘录', 'Words of the witness, or an excerpt'] }),
    files: f.attachment('文件', 'Files', { optional: true }),
    brought_by: f.text('提交人', 'Brought by', { max: 60, optional: true, readonly: true }),
    set_aside_because: f.text('不采纳的理由', 'Why it is set aside', { max: 300, optional: true, readonly: true }),
  },
  title: ['kind', 'shows'],
  list: ['incident', 'kind', 'shows', 'taken_at', 'brought_by'],
  sorts: ['-created_at'],
  access: { read: CASE_READERS, create: REPORTERS },
  empty: ['没有证据。照片、通话、电话系统记录、文件和证人的话都放在这里，一件一条。', 'No evidence. Photos, calls, records, documents and words of witnesses stand here, one each.'],
  opening: {
    facts: async ({ tx, input }) => {
      const [row] = await tx.query<{ state: string; unit_id: string; accused: string | null }>(
        `select i.state, i.unit_id, e.app_user as accused from incident i join employee e on e.tenant_id = i.tenant_id and e.id = i.employee where i.tenant_id = $1 and i.id = $2`, [tx.tenantId, input.incident]);
      return { incident: row ?? null };
    },
    guard({ input, facts, now, actor }) {
      if (!facts.incident || !OPEN.includes(facts.incident.state)) throw new Refusal('case_evidence.closed', ['案件已经决定，不再收证据', 'The case is decided; no more evidence is taken'], 409, { incident: ['案件已决定', 'Decided already'] });
      if (facts.incident.accused === actor.id) throw new Refusal('case_evidence.own', ['当事人在陈述中提出自己的材料', 'The person concerned brings material with the statement'], 403);
      if (input.taken_at !== null && input.taken_at > now) throw new Refusal('case_evidence.future', ['形成时间在将来', 'It lies in the future'], 422, { taken_at: ['不晚于现在', 'Not later than now'] });
      if (input.kind === 'witness' && (input.witness === null || input.words === null)) throw new Refusal('case_evidence.witness', ['证人须写明姓名和所说的话', 'A witness needs a name and what was said'], 422, { witness: ['必填', 'Required'], words: ['必填', 'Required'] });
      if (input.words === null && (input.files ?? []).length === 0 && input.call_id === null) throw new Refusal('case_evidence.empty', ['请附文件、写内容或填通话编号', 'Attach a file, write what it says, or give the number of the call'], 422, { files: ['三者至少一项', 'One of the three'] });
    },
    set: ({ facts, actor }) => ({ brought_by: actor.name, ...(facts.incident ? { unit_id: facts.incident.unit_id } : {}) }),
  },
});

const OPEN: readonly string[] = ['reported', 'fact_finding', 'heard', 'proposed'];

export const CaseEvidenceProcess = defineProcess(CaseEvidence, 'on_file',
  { on_file: { label: ['在案', 'On file'], tone: 'done' }, set_aside: { label: ['不采纳', 'Set aside'], tone: 'stopped' } },
  (step) => ({
    set_aside: step({
      label: ['不采纳', 'Set aside'], from: ['on_file'], to: 'set_aside', by: INVESTIGATORS,
      form: { set_aside_because: f.text('理由', 'Why', { max: 300 }) },
      facts: async ({ tx, record }) => ({ state: (await tx.query<{ state: string }>('select state from incident where tenant_id = $1 and id = $2', [tx.tenantId, record.incident]))[0]?.state ?? '' }),
      ready: ({ facts }) => (OPEN.includes(facts.state) ? null : ['案件已经决定', 'The case is decided']),
    }),
  }),
);

/** Pieces on file: those that came with the report and those brought since. */
export async function evidenceOn(tx: Tx, incident: { readonly id: string; readonly evidence: readonly string[] | null }): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`select count(*) as n from case_evidence where tenant_id = $1 and incident = $2 and state = 'on_file' and archived_at is null`, [tx.tenantId, incident.id]);
  return (row?.n ?? 0) + (incident.evidence ?? []).length;
}
