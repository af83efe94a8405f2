/**
 * Demo of policies: documents in force and their links, the ten rules, the responsibility letter signed by most (four are missing), the
 * guarantee signed by five branches of six, and the assessments of January and February 2026.
 */
import { createRecord, takeStep, type Actor, type Tx } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { LetterSignatureProcess, Policy, PolicyLink, PolicyProcess, RuleAssessment, RuleAssessmentProcess, SignatureCampaign, SignatureCampaignProcess } from './index.ts';
import { signersOf } from './figures.ts';
import { DOCUMENTS, LINKS, TEN_RULES } from './texts.ts';

const UNSIGNED = ['古丽努尔·买买提', '那顺', '郗宏亮', '叶尔肯·努尔别克'];

export async function demo(d: Demo): Promise<void> {
  const head = d.actor('niewenbo');
  d.at('2026-01-04T01:30:00Z');
  const { made } = await d.batch(head, async (tx) => ({ made: await publishAll(d, tx) }));
  d.at('2026-01-05T01:00:00Z');
  const guarantee = await campaign(d, '2026 年区域服务保证书', made['BZS-2026']!, 'branches', '2026-01-20');
  const letters = await campaign(d, '2026 年责任书签署', made['ZRS-2026']!, 'staff', '2026-01-31');
  await signMost(d, letters, UNSIGNED);
  await signMost(d, guarantee, ['白云']);
  await assessments(d, '2026-01', '2026-02-03', made);
  await assessments(d, '2026-02', '2026-03-03', made);
}

async function publishAll(d: Demo, tx: Tx): Promise<{ readonly [code: string]: string }> {
  const made: { [code: string]: string } = {};
  const put = async (values: { code: string; title: string; kind: 'special_rule' | (typeof DOCUMENTS)[number]['kind']; body: string; rule_no?: number; decided_by?: string; decided_on?: string }) => {
    made[values.code] = (await createRecord(tx, Policy, { ...values, unit_id: d.unit('FS') })).id;
    await takeStep(tx, PolicyProcess, made[values.code]!, 'publish', { effective_from: '2026-01-04' });
  };
  for (const document of DOCUMENTS) await put(document);
  for (const [i, [title, body]] of TEN_RULES.entries()) {
    await put({ code: `TB-${String(i + 1).padStart(2, '0')}`, title, kind: 'special_rule', rule_no: i + 1, body: `${body}\n（演示文本，由贵单位修订）`, decided_by: '售后服务总部', decided_on: '2025-12-20' });
  }
  for (const [document, relation, other] of LINKS) await createRecord(tx, PolicyLink, { document: made[document]!, relation, other: made[other]!, unit_id: d.unit('FS') });
  return made;
}

async function campaign(d: Demo, title: string, letter: string, who: 'staff' | 'branches', due_on: string): Promise<string> {
  const { id } = await d.create(SignatureCampaign, d.actor('niewenbo'), { title, letter, who, scope: d.unit('FS'), due_on, unit_id: d.unit('FS') });
  await d.step(SignatureCampaignProcess, id, 'open', d.actor('niewenbo'), {});
  return id;
}

/** Signed at the desk of each branch manager within the first days of the year. */
async function signMost(d: Demo, id: string, missing: readonly string[]): Promise<void> {
  d.at('2026-01-06T02:00:00Z');
  await d.batch(d.actor('niewenbo'), async (tx) => {
    const [text] = await tx.query<{ content_hash: string }>(
      'select p.content_hash from signature_campaign c join policy p on p.tenant_id = c.tenant_id and p.id = c.letter where c.tenant_id = $1 and c.id = $2', [tx.tenantId, id]);
    for (const signer of await signersOf(tx, id)) {
      if (missing.includes(signer.name)) continue;
      await takeStep(tx, LetterSignatureProcess, signer.id, 'sign', { content_hash: text!.content_hash }, { signatures: [d.sign('signer', signer.name)] });
    }
    return {};
  });
}

const BRANCHES = { 'FS-NE': 'hanxue', 'FS-XJ': 'maimaiti', 'FS-EC': 'guyang', 'FS-NC': 'tianye', 'FS-NW': 'baiyun', 'FS-SW': 'xiangcheng' } as const;
const FINDINGS: readonly (readonly [finding: string, action: string])[] = [
  ['抽查十份报告，两份缺现场照片', '补齐照片，组织一次填报复训'], ['一件压力表过检定期未送检', '当月送检，建立到期提醒'], ['三张回执超过三日送回', '指定专人每日清点回执'],
  ['一次出车无派车单', '补单并在班会上通报'], ['换下旧件一件未返还', '随下批回执返还'],
];

async function assessments(d: Demo, month: string, day: string, made: { readonly [code: string]: string }): Promise<void> {
  d.at(`${day}T02:00:00Z`);
  const dispatcher = d.actor('duanfei');
  const open: { readonly id: string; readonly manager: Actor }[] = [];
  await d.batch(dispatcher, async (tx) => {
    for (const [branch, login] of Object.entries(BRANCHES)) {
      for (let n = 1; n <= 10; n++) {
        const low = d.random() < 0.28;
        const [finding, action] = FINDINGS[Math.floor(d.random() * FINDINGS.length)]!;
        const { id } = await createRecord(tx, RuleAssessment, {
          branch: d.unit(branch), month, rule: made[`TB-${String(n).padStart(2, '0')}`]!, score: low ? 78 + Math.floor(d.random() * 18) : 100, evidence: '抽查当月指令、回执与报告，并到库房核对',
          ...(low ? { finding, action, action_due: month === '2026-01' ? '2026-02-20' : '2026-03-20' } : {}), unit_id: d.unit('FS'),
        });
        await takeStep(tx, RuleAssessmentProcess, id, 'issue', {});
        if (low) open.push({ id, manager: d.actor(login) });
      }
    }
    return {};
  });
  for (const [i, { id, manager }] of open.entries()) if (month === '2026-01' || i % 3 === 0) await d.step(RuleAssessmentProcess, id, 'answer', manager, { answer: '已整改，附照片' });
  await d.batch(dispatcher, async (tx) => {
    if (month === '2026-01') for (const { id } of open) await takeStep(tx, RuleAssessmentProcess, id, 'close', { checked: '复查相符' });
    return {};
  });
}
