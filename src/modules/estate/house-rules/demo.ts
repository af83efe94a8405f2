/** Demo of the ten rules: reviewed, approved and in force since January, read and signed by the centre, checked; one check led to a correction and one to a revision. */
import { createRecord, takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { LetterSignatureProcess, Policy, PolicyCheck, PolicyCheckProcess, PolicyProcess, SignatureCampaign, SignatureCampaignProcess } from '../../people/policies/index.ts';
import { TEN } from './ten.ts';

const UNSIGNED = ['操胜利', '呙国栋'];

export async function demo(d: Demo): Promise<void> {
  const head = d.actor('rongsheng');
  const made: { [statement: string]: string } = {};
  d.at('2026-01-05T01:30:00Z');
  await d.batch(head, async (tx) => {
    for (const rule of TEN) {
      const { id } = await createRecord(tx, Policy, { code: rule.code, title: rule.title[0], kind: 'management_rule', statement: rule.statement, check_every: rule.every, body: `${rule.text}\n（演示文本，由贵单位修订）`, decided_by: '后勤服务中心', unit_id: d.unit('LC') });
      await takeStep(tx, PolicyProcess, id, 'submit', {});
      made[rule.statement] = id;
    }
    return {};
  });
  d.at('2026-01-07T02:00:00Z');
  await d.batch(d.actor('zhaoning'), async (tx) => { for (const id of Object.values(made)) await takeStep(tx, PolicyProcess, id, 'review', { opinion: '条文清楚，可以执行' }); return {}; });
  d.at('2026-01-08T02:00:00Z');
  await d.batch(d.actor('hushan'), async (tx) => { for (const id of Object.values(made)) await takeStep(tx, PolicyProcess, id, 'approve', { opinion: null }); return {}; });
  d.at('2026-01-08T03:00:00Z');
  await d.batch(head, async (tx) => {
    for (const id of Object.values(made)) await takeStep(tx, PolicyProcess, id, 'publish', { effective_from: '2026-01-08' });
    const { id } = await createRecord(tx, SignatureCampaign, { title: '2026 年车辆管理制度阅签', letter: made['LOG-1.6']!, who: 'staff', scope: d.unit('LC'), due_on: '2026-01-20', unit_id: d.unit('LC') });
    await takeStep(tx, SignatureCampaignProcess, id, 'open', {});
    const [text] = await tx.query<{ hash: string }>('select content_hash as hash from policy where tenant_id = $1 and id = $2', [tx.tenantId, made['LOG-1.6']]);
    const signers = await tx.query<{ id: string; name: string }>(
      'select s.id, e.name from letter_signature s join employee e on e.tenant_id = s.tenant_id and e.id = s.employee where s.tenant_id = $1 and s.campaign = $2 order by e.staff_no', [tx.tenantId, id]);
    for (const signer of signers) {
      if (!UNSIGNED.includes(signer.name)) await takeStep(tx, LetterSignatureProcess, signer.id, 'sign', { content_hash: text!.hash }, { signatures: [d.sign('signer', signer.name)] });
    }
    return {};
  });
  await checks(d, made);
}

async function checks(d: Demo, made: { readonly [statement: string]: string }): Promise<void> {
  const head = d.actor('rongsheng');
  d.at('2026-03-24T02:00:00Z');
  const open = await d.batch(head, async (tx) => {
    const check = async (statement: string, values: { result: 'kept' | 'partly'; looked_at: string; finding?: string; action?: string; action_due?: string; revise?: boolean }) => {
      const { id } = await createRecord(tx, PolicyCheck, { policy: made[statement]!, ...values });
      await takeStep(tx, PolicyCheckProcess, id, 'issue', {});
      return id;
    };
    for (const [statement, looked_at] of [['LOG-1.6', '抽查一季度二十张派车单，里程连续'], ['LOG-1.10', '查看学习签到和违法登记'], ['LOG-2.7', '抽查十张维修单，均有签字评分'], ['LOG-3.8', '抽点库存五种，账实相符'], ['LOG-4.4', '抽查付款十笔，均有预算']] as const) {
      await check(statement, { result: 'kept', looked_at });
    }
    const canteen = await check('LOG-5.4', { result: 'partly', looked_at: '查看留样冰箱与记录', finding: '两餐留样未写克数', action: '补训并在记录本上加栏', action_due: '2026-04-03' });
    const green = await check('LOG-6.4', { result: 'partly', looked_at: '查看变电站作业记录', finding: '条文未写明监护人资格', action: '修订条文，写明监护人资格', action_due: '2026-04-30', revise: true });
    return { canteen, green };
  });
  d.at('2026-04-02T02:00:00Z');
  await d.step(PolicyCheckProcess, open.canteen, 'answer', head, { answer: '已补训，记录本加了克数栏' });
  await d.step(PolicyCheckProcess, open.canteen, 'close', d.actor('zhaoning'), { rechecked: '复查三日记录，齐全' });
}
