import { describe, expect, test } from 'vitest';
import { chainOf, doneRate, minutesLate, notClosed, notOver, refuseResult, type Outcome } from './rules.ts';

describe('体检', () => {
  test.each([
    [{ listed: 0, booked: 0, examined: 118, excused: 2 }, null, '100.0'],
    [{ listed: 3, booked: 2, examined: 113, excused: 2 }, '还有 5 人未体检也未说明原因', '95.8'],
    [{ listed: 0, booked: 1, examined: 0, excused: 0 }, '还有 1 人未体检也未说明原因', '0.0'],
    [{ listed: 0, booked: 0, examined: 0, excused: 4 }, null, null],
  ] as const)('%j 能否结束、完成率', (progress, reason, rate) => {
    expect([notClosed(progress)?.[0] ?? null, doneRate(progress)]).toEqual([reason, rate]);
  });

  const refused: readonly (readonly [outcome: Outcome, followUp: string | null, advice: string | null, examined: string | null, code: string])[] = [
    ['normal', null, null, null, 'checkup_result.not_examined'], ['recheck', null, '一月后复查', '2026-12-01', 'checkup_result.follow_up'], ['treat', null, '就医', '2026-12-01', 'checkup_result.follow_up'],
    ['normal', '2026-12-20', null, '2026-12-01', 'checkup_result.no_follow_up'], ['recheck', '2026-11-30', '复查', '2026-12-01', 'checkup_result.follow_up_early'], ['treat', '2026-12-20', ' ', '2026-12-01', 'checkup_result.advice'],
  ];
  test.each(refused)('结果 %s、随访 %s、建议 %s、体检 %s：拒绝 %s', (outcome, follow_up_on, advice, examined, code) => {
    expect(() => refuseResult({ outcome, follow_up_on, advice }, examined)).toThrow(code);
  });
  test.each([['normal', null, null], ['watch', null, '少盐'], ['watch', '2027-03-01', null], ['recheck', '2026-12-01', '当日复查'], ['treat', '2026-12-05', '心内科']] as const)('结果 %s、随访 %s、建议 %s：可以封存', (outcome, follow_up_on, advice) => {
    expect(() => refuseResult({ outcome, follow_up_on, advice }, '2026-12-01')).not.toThrow();
  });
});

describe('突发事件', () => {
  test('通知顺序按行或分号读出 [G-L11]', () => {
    expect(chainOf('公司医生：5；总务处: 10\n中心经理：30')).toEqual([{ whom: '公司医生', within: 5 }, { whom: '总务处', within: 10 }, { whom: '中心经理', within: 30 }]);
  });
  test.each(['', '；', '公司医生', '公司医生：五', '公司医生：30；总务处：10'])('“%s”不是通知顺序', (text) => expect(() => chainOf(text)).toThrow('medical_emergency.chain'));
  test.each([
    [{ first_aid: null, untold: [] }, '还没有记录急救措施'], [{ first_aid: '心肺复苏', untold: ['总务处', '家属'] }, '还没有通知：总务处、家属'], [{ first_aid: '包扎', untold: [] }, null],
  ])('%j 能否结束', (e, reason) => expect(notOver(e)?.[0] ?? null).toBe(reason));
  test.each([['09:10:00', 0], ['09:09:59', 0], ['09:10:01', 1], ['09:25:00', 15]] as const)('09:10 前应通知，%s 通知：晚 %i 分钟', (told, late) => {
    expect(minutesLate(new Date('2026-12-01T09:10:00Z'), new Date(`2026-12-01T${told}Z`))).toBe(late);
  });
});
