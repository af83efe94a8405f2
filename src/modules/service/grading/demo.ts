/**
 * Demo of the February 2026 assessment: 25 expected, 16 graded (2 senior, 13 intermediate, 1 junior), nine names open at different
 * stages (FS-2.3).
 */
import { takeStep } from '../../../kernel/index.ts';
import type { Demo } from '../../../kernel/demo.ts';
import { GradeAssessmentProcess, GradeCampaign, GradeCampaignProcess } from './index.ts';
import { standingsOf, type AssessmentView } from './grade-campaign.ts';
import type { Grade } from './rules.ts';

const MANAGERS = { 'FS-NE': 'hanxue', 'FS-XJ': 'maimaiti', 'FS-EC': 'guyang', 'FS-NC': 'tianye', 'FS-NW': 'baiyun', 'FS-SW': 'xiangcheng' } as const;
const SENIOR = ['顾杨', '韩雪'];
const JUNIOR = ['初明远'];
/** How far the nine are: not begun, self-assessed, recommended. */
const OPEN: { readonly [name: string]: 'expected' | 'self_done' | 'recommended' } = {
  '阿卜杜热合曼·麦麦提依明': 'expected', '古丽努尔·买买提': 'expected', 代建军: 'self_done', '叶尔肯·努尔别克': 'recommended', 逄伟: 'self_done', 兰海波: 'expected', 戚少华: 'recommended', 妥生俊: 'expected', 郗宏亮: 'self_done',
};

export async function demo(d: Demo): Promise<void> {
  const head = d.actor('niewenbo');
  d.at('2026-02-02T01:00:00Z');
  const { id } = await d.create(GradeCampaign, head, { title: '2026 年二月岗位评定', on_day: '2026-02-01', scope: d.unit('FS'), due_on: '2026-02-28', unit_id: d.unit('FS') });
  await d.step(GradeCampaignProcess, id, 'open', head, {});
  const { all } = await d.batch(head, async (tx) => ({ all: await standingsOf(tx, id) }));
  const ahead = (a: AssessmentView) => (OPEN[a.name] ?? 'graded');
  for (const [unit, login] of Object.entries(MANAGERS)) {
    const boss = d.actor(login);
    const own = all.filter((a) => a.place === d.unit(unit) && ahead(a) !== 'expected');
    d.at('2026-02-06T02:00:00Z');
    await d.batch(boss, async (tx) => {
      for (const a of own) await takeStep(tx, GradeAssessmentProcess, a.id, 'assess_self', { self_grade: gradeOf(a), self_text: '独立完成所派指令，熟悉本区域设备；近一年无返工。' }, { signatures: [d.sign('self', a.name)] });
      for (const a of own) if (ahead(a) !== 'self_done' && a.app_user !== boss.id) await takeStep(tx, GradeAssessmentProcess, a.id, 'recommend', { branch_grade: gradeOf(a), branch_text: '与现场表现和服务报告相符。' });
      return {};
    });
  }
  d.at('2026-02-12T02:00:00Z');
  await d.batch(d.actor('duanfei'), async (tx) => {
    for (const a of all.filter((one) => ahead(one) === 'graded' && Object.values(MANAGERS).some((login) => d.actor(login).id === one.app_user))) {
      await takeStep(tx, GradeAssessmentProcess, a.id, 'recommend', { branch_grade: gradeOf(a), branch_text: '由总部推荐：带队完成全年任务。' });
    }
    return {};
  });
  d.at('2026-02-24T02:00:00Z');
  await d.batch(head, async (tx) => {
    const graded = all.filter((a) => ahead(a) === 'graded');
    for (const a of graded) {
      await takeStep(tx, GradeAssessmentProcess, a.id, 'grade', { grade: gradeOf(a), committee_text: '理论与实操合格，同意。' }, { signatures: [d.sign('chair', head), d.sign('member', d.actor('duanfei'))] });
      await takeStep(tx, GradeAssessmentProcess, a.id, 'publish', {});
    }
    return {};
  });
}

const gradeOf = (a: AssessmentView): Grade => (SENIOR.includes(a.name) ? 'senior' : JUNIOR.includes(a.name) ? 'junior' : 'intermediate');
