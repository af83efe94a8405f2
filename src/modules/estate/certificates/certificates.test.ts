/** Certificates: off by default, one post only, blanked after the days set; education on family and health. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { listPage } from '../../../kernel/register/list.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { policies } from '../../people/policies/index.ts';
import { Employee, staff } from '../../people/staff/index.ts';
import { StudyAttendanceProcess, StudySession, StudySessionProcess, training } from '../../people/training/index.ts';
import { BirthOn, CertificateCase, CertificateProcess, certificates, KeepDays } from './index.ts';

let t: TestKernel;
let clerk: Actor;
let employee: string;

beforeAll(async () => {
  t = await startTest({ modules: [staff, policies, training, certificates], now: '2026-03-02T02:00:00Z' });
  clerk = await t.actor('certificate_clerk', 'LC', '席慧');
  employee = (await t.create(Employee, await t.actor('hr', 'YL'), { staff_no: 'H1', name: '母春梅', hired_on: '2020-01-01', unit_id: t.unit('LC') })).id;
});
afterAll(() => t.close());

const open = (kind: 'birth_service' | 'residence') => t.create(CertificateCase, clerk, { kind, employee, authority: '街道办', papers: ['id', 'household'], unit_id: t.unit('LC') });

test('生育服务证件默认不办理，启用后从申请办到本人签收；资料不齐不报送，别人不能代签 [LOG-7.1]', async () => {
  await expect(open('birth_service')).rejects.toThrow('certificate_case.off');
  await expect(t.create(CertificateCase, clerk, { kind: 'residence', authority: '街道办' })).rejects.toThrow('certificate_case.applicant');
  await t.answer(BirthOn, true, '2026-03-01');
  const { id } = await open('birth_service');
  await expect(t.step(CertificateProcess, id, 'check', clerk, { seen: ['id'] })).rejects.toMatchObject({ code: 'certificate_case.papers', label: ['还缺：户口簿', 'Still missing: Household book'] });
  await t.step(CertificateProcess, id, 'check', clerk, { seen: ['household', 'id'] });
  await t.step(CertificateProcess, id, 'file', clerk, { receipt_no: 'SL-7' });
  await t.step(CertificateProcess, id, 'receive', clerk, {});
  await expect(t.step(CertificateProcess, id, 'hand_over', clerk, {}, [t.sign('applicant', '区惠芳')])).rejects.toThrow('certificate_case.receiver');
  await t.step(CertificateProcess, id, 'hand_over', clerk, {}, [t.sign('applicant', '母春梅')]);
  expect(await t.read(CertificateCase, id)).toMatchObject({ state: 'handed', filed_on: '2026-03-02', received_on: '2026-03-02', handed_on: '2026-03-02', keep_until: '2026-08-29' });
});

test('只有证件专员看得到、办得了；主任、中心经理、人事、总务、审计都打不开 [LOG-7.1]', async () => {
  await expect(t.run(clerk, (tx) => listPage(tx, CertificateCase, { page: 1, size: 10 }))).resolves.toMatchObject({ total: 1 });
  for (const role of ['logistics_head', 'centre_manager', 'hr', 'general_affairs', 'auditor', 'administrator']) {
    const other = await t.actor(role, 'YL');
    await expect(t.run(other, (tx) => listPage(tx, CertificateCase, { page: 1, size: 10 }))).rejects.toThrow('not_allowed');
    await expect(t.create(CertificateCase, other, { kind: 'residence', employee, authority: 'x', unit_id: t.unit('LC') })).rejects.toThrow('not_allowed');
  }
});

test('保留期满当日自动抹去个人信息，期限可另定；撤回的同样抹去 [LOG-7.1]', async () => {
  await t.answer(KeepDays, 30, '2026-03-01');
  const { id } = await open('residence');
  await t.step(CertificateProcess, id, 'ask', clerk, { seen: ['id'] });
  await t.step(CertificateProcess, id, 'withdraw', clerk, {});
  t.at('2026-03-31T15:59:00Z');
  await t.tick();
  expect(await t.read(CertificateCase, id)).toMatchObject({ state: 'withdrawn', employee, keep_until: '2026-04-01' });
  t.at('2026-03-31T16:01:00Z');
  await t.tick();
  expect(await t.read(CertificateCase, id)).toMatchObject({ state: 'erased', employee: null, papers: null, seen: null });
});

test('人口与健康宣教每半年一次：只有该类别、已结束的学习会算完成 [LOG-7.2]', async () => {
  t.at('2026-06-20T02:00:00Z');
  await t.tick();
  t.at('2026-06-30T02:00:00Z');
  const teacher = await t.actor('training_clerk', 'LC');
  const session = async (subject: 'family' | 'safety') => {
    const { id } = await t.create(StudySession, teacher, { topic: `${subject} 讲座`, subject, hours: '1.5', held_on: '2026-06-30', place: '会议室', participants: t.unit('LC'), unit_id: t.unit('LC') });
    await t.step(StudySessionProcess, id, 'call', teacher, {});
    return id;
  };
  const done = async () => (await t.sql<{ evidence: object | null }>(`select evidence from duty_occurrence where tenant_id = $1 and duty = 'family_health_lesson' and day = '2026-06-30' and unit_id = $2`, [t.tenantId, t.unit('LC')]))[0]!.evidence;
  await t.step(StudySessionProcess, await session('safety'), 'close', teacher, { summary: '安全' });
  const lesson = await session('family');
  await t.tick();
  expect(await done()).toBeNull();
  const [mine] = await t.sql<{ id: string }>('select id from study_attendance where tenant_id = $1 and session = $2', [t.tenantId, lesson]);
  await t.step(StudyAttendanceProcess, mine!.id, 'confirm', teacher, {});
  await t.step(StudySessionProcess, lesson, 'close', teacher, { summary: '讲完' });
  await t.tick();
  expect(await done()).toEqual({ session: (await t.read(StudySession, lesson)).number });
});
