/**
 * One person's signature under one letter (签署): bound to the hash of the version that was shown, signed in person on glass, or refused
 * before two witnesses; a paper is printed. Serves FS-1.3.
 */
import { dayOf, defineProcess, defineRegister, defineSlip, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { colleagueOn, Employee } from '../staff/index.ts';
import { Policy } from './policy.ts';
import { KEEPERS, READERS, SIGNERS } from './roles.ts';
import { notSignable, refuseSignature } from './rules.ts';

export const SignedLetter = defineSlip('signed_letter', {
  label: ['签署单', 'Signed letter'], number: 'QD-{yyyy}-{0000}', copies: [['本人联', 'Signer'], ['服务部联', 'Branch'], ['中心存档联', 'Centre file']],
});

export const LetterSignature = defineRegister('letter_signature', {
  label: ['签署', 'Signature of a letter'],
  number: 'QM-{yyyy}-{0000}',
  fields: {
    campaign: f.ref('签署活动', 'Campaign', 'signature_campaign'),
    employee: f.ref('签署人', 'Signer', 'employee'),
    letter: f.ref('文件', 'Text', 'policy', { optional: true, readonly: true }),
    app_user: f.ref('登录用户', 'Sign-in', 'app_user', { optional: true, readonly: true }),
    content_hash: f.text('所签文本校验码', 'Hash of the signed text', { max: 64, optional: true, readonly: true }),
    signed_at: f.dateTime('签署时间', 'Signed at', { optional: true, readonly: true }),
    waived_because: f.text('免签原因', 'Why not needed', { max: 200, optional: true, readonly: true }),
  },
  title: ['employee', 'letter'],
  list: ['employee', 'campaign', 'letter', 'signed_at'],
  sorts: ['-signed_at', 'number'],
  indexes: [['campaign', 'state'], ['app_user']],
  unique: [['campaign', 'employee']],
  access: { read: READERS, create: KEEPERS, own: 'app_user' },
  empty: ['签署活动发起后，应签的人列在这里。', 'When a campaign opens, those who are to sign stand here.'],
  opening: {
    async facts({ tx, input, now }) {
      const campaign = await campaignOf(tx, input.campaign);
      const person = campaign && (await colleagueOn(tx, input.employee, await dayOf(tx, now, campaign.unit_id)));
      return { campaign, person };
    },
    guard({ facts }) {
      if (facts.campaign?.state !== 'open') throw new Refusal('letter_signature.not_open', ['签署活动没有开放', 'The campaign is not open'], 422, { campaign: ['请选择签署中的活动', 'Choose an open campaign'] });
      if (!facts.person) throw new Refusal('letter_signature.not_employed', ['该员工今天不在职', 'Not employed today'], 422, { employee: ['不在职', 'Not employed'] });
    },
    set: ({ facts }) => ({ letter: facts.campaign!.letter, app_user: facts.person!.app_user, unit_id: facts.person!.place }),
  },
});

export const LetterSignatureProcess = defineProcess(LetterSignature, 'waiting',
  {
    waiting: { label: ['未签', 'Not signed'], tone: 'waiting' },
    signed: { label: ['已签', 'Signed'], tone: 'done' },
    refused: { label: ['拒签', 'Refused'], tone: 'alarm' },
    waived: { label: ['免签', 'Not needed'], tone: 'stopped' },
  },
  (step) => ({
    sign: step({
      label: ['签署', 'Sign'], tone: 'primary', from: ['waiting', 'refused'], to: ['signed', 'refused'], by: SIGNERS,
      hint: ['签署人本人阅读后在屏幕上签名；也可在区域经理处当面签署', 'The signer reads and signs on the screen, also at the branch manager’s desk'],
      form: { content_hash: f.text('所签文本校验码', 'Hash of the text shown', { max: 64 }) },
      sign: [{ name: 'signer', label: ['签署人', 'Signer'], by: 'guest', refusable: true }],
      facts: ({ tx, record }) => textFor(tx, record),
      ready: ({ facts }) => notSignable(facts),
      preview: ({ facts }) => ({
        lines: [[`${facts.title}（第 ${facts.version} 版）`, `${facts.title} (version ${facts.version})`], ...facts.body.split('\n').filter((line) => line.trim() !== '').map((line) => [line, line] as const)],
        initial: { content_hash: facts.hash },
      }),
      guard: ({ facts, input, signers }) => refuseSignature(facts, { hash: input.content_hash, name: signers.signer!.name }),
      choose: ({ signers }) => (signers.signer!.refused ? 'refused' : 'signed'),
      set: ({ now, signers }) => ({ signed_at: signers.signer!.refused ? null : now }),
      slip: { kind: SignedLetter, content: ({ record, facts, signers, day }) => ({
        lines: [
          { label: ['文件', 'Text'], value: [`${facts.code} ${facts.title}，第 ${facts.version} 版`, `${facts.code} ${facts.title}, version ${facts.version}`] },
          { label: ['签署人', 'Signer'], value: facts.signer },
          { label: ['所在单位', 'Unit'], value: facts.unit },
          { label: ['日期', 'Date'], value: day },
          { label: ['正文', 'Text'], value: facts.body },
          { label: ['文本校验码', 'Hash of the text'], value: facts.hash },
          { label: ['登记号', 'Register number'], value: record.number },
        ],
        stamps: signers.signer!.refused ? [['拒签', 'Refused']] : [['已签', 'Signed']],
      }) },
    }),
    waive: step({
      label: ['免签', 'Not needed'], from: ['waiting', 'refused'], to: 'waived', by: KEEPERS,
      form: { waived_because: f.text('免签原因', 'Why not needed', { max: 200, hint: ['如离职、长期病假', 'For example left, or on long sick leave'] }) },
    }),
  }),
);

async function campaignOf(tx: Tx, id: string) {
  const [row] = await tx.query<{ state: string; letter: string; unit_id: string }>('select state, letter, unit_id from signature_campaign where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row;
}

async function textFor(tx: Tx, record: { readonly campaign: string; readonly employee: string; readonly letter: string | null; readonly unit_id: string }) {
  const letter = record.letter === null ? null : await readRecord(tx, Policy, record.letter);
  const employee = await readRecord(tx, Employee, record.employee);
  const [unit] = await tx.query<{ name: string }>('select name from unit where tenant_id = $1 and id = $2', [tx.tenantId, record.unit_id]);
  return {
    campaignState: (await campaignOf(tx, record.campaign))?.state ?? '', letterState: letter?.state ?? '', code: letter?.code ?? '', title: letter?.title ?? '', version: letter?.version_no ?? 0,
    body: letter?.body ?? '', hash: letter?.content_hash ?? '', signer: employee?.name ?? '', unit: unit?.name ?? '',
  };
}
