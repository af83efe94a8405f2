/** The day of AC-06, person by person, and every trap of presence, as tables; no database. */
import { describe, expect, test } from 'vitest';
import { lateCount, HARDENED } from '../rulebook/index.ts';
import { adherenceOf, conformanceOf, dayOf, type DayResult, half } from './day.rules.ts';
import { ofKind, presenceOf } from './presence.rules.ts';
import { difference, intersection, length, union } from './span.rules.ts';
import { proxySignIns, type Person } from './suspicion.rules.ts';
import { at, dayEvents, dayInput, heard, PLAN, RULES } from './testing-day.ts';

const clock = (ms: number | null) => (ms === null ? null : new Date(ms + 8 * 3_600_000).toISOString().slice(11, 19));
const LEAVE = { part: 'whole', kind: '年假', paid: true } as const;
const day = (person: string, more: Parameters<typeof dayInput>[1] = {}): DayResult => dayOf(dayInput(dayEvents(person), more));

describe('一天的电话日志 [AC-06]', () => {
  test('1001：到位、准时；偏离 175 秒，遵守率 99.46%，符合率 101.20%（限于班内 99.84%） [CC-5.1b] [CC-5.2a]', () => {
    const d = day('1001');
    expect([clock(d.signIn), clock(d.signOut), d.lateS, d.earlyS, d.readyGapS, d.outcome, d.flags]).toEqual(['08:54:10', '18:00:30', 0, 0, 0, 'on_time', []]);
    expect([d.exceptionS, d.shiftS, adherenceOf(d)]).toEqual([175, 32_400, 99.46]);
    expect(d.exceptions.map((e) => (e.to - e.from) / 1000)).toEqual([5, 20, 60, 90]);
    expect([d.workedS, d.scheduledS, conformanceOf(d.workedS, d.scheduledS), conformanceOf(d.workedInShiftS, d.scheduledS)]).toEqual([28_235, 27_900, 101.2, 99.84]);
    expect([d.pay, d.payMinutes]).toEqual(['full', 480]);
  });
  test('1002：不迟到，但上线前 5 分钟未到位，差 150 秒 [CC-5.R1]', () => {
    const d = day('1002');
    expect([clock(d.signIn), clock(d.signOut), d.lateS, d.readyGapS, d.flags, d.outcome]).toEqual(['08:57:30', '18:02:00', 0, 150, ['not_ready'], 'on_time']);
  });
  test('1003：迟到 4 分、早退 10 分，合计 2 次达到 CC-FINE-1，金额未设定 [CC-FINE-1]', () => {
    const d = day('1003');
    expect([clock(d.signIn), clock(d.signOut), d.lateS, d.earlyS, d.outcome, d.pay]).toEqual(['09:04:00', '17:50:00', 240, 600, 'late_or_early', 'proven']);
    const count = lateCount(HARDENED, [{ on: '2026-11-16', lateMinutes: d.lateS / 60, earlyMinutes: d.earlyS / 60 }], '2026-11-16');
    expect([count.late, count.early, count.threshold, count.reached, count.charge?.clause, count.charge?.amountFen, count.charge?.text[0]]).toEqual([1, 1, 2, true, 'CC-FINE-1', null, '已达次数，金额未设定']);
    expect(d.payMinutes).toBe(480 - 14);
  });
  test('1004：照印的标签是迟到加无薪事假；证据 09:10:00–17:41:12，两通电话；计薪待定 [CC-5.2b] [CC-5.2c] [CG-13]', () => {
    const d = day('1004');
    expect([d.signIn, d.signOut, d.printed, d.outcome, d.flags]).toEqual([null, null, ['late', 'unpaid_leave'], 'incomplete', ['missing_in', 'missing_out', 'evidence_only']]);
    expect([clock(d.evidenceFrom), clock(d.evidenceTo), d.calls, d.talkS]).toEqual(['09:10:00', '17:41:12', 2, 192 + 180]);
    expect(ofKind(d.presence, 'call').map((c) => (c.to - c.from) / 1000)).toEqual([192, 180]);
    expect([d.pay, d.payMinutes, d.exceptionS, adherenceOf(d)]).toEqual(['pending', 451, null, null]);
  });
  test('1005：年假当日，与 1001 同一话机、晚 52 秒签到，无来电、无签出：嫌疑写明两人，不是结论 [CC-5.3]', () => {
    const d = day('1005', { leave: LEAVE });
    expect([d.outcome, clock(d.signIn), d.signOut, d.printed, d.flags, d.pay]).toEqual(['on_leave', '08:55:02', null, [], ['signed_in_on_leave'], 'paid_leave']);
    const person = (employee: string, result: DayResult, onLeave: boolean): Person => ({
      employee, onLeave, calls: result.calls, signIns: ofKind(result.presence, 'login').map((l) => ({ employee, at: l.from, device: l.device, until: l.to, signedOut: l.closedBy === 'event' })),
    });
    const found = proxySignIns(['1001', '1002', '1003', '1004', '1006'].map((who) => person(who, day(who), false)).concat(person('1005', d, true)), 600_000);
    expect(found).toEqual([{ signed: '1005', by: '1001', at: at('08:55:02'), device: 'PJSIP/1001', secondsAfter: 52, facts: ['same_device', 'soon_after', 'both_at_once', 'on_leave', 'no_call', 'no_sign_out'] }]);
  });
  test('1006：两个队列，一段在岗 [CC-5.2a]', () => {
    const d = day('1006');
    expect([clock(d.signIn), clock(d.signOut), union(ofKind(d.presence, 'login')).length, ofKind(d.presence, 'login').length]).toEqual(['08:50:00', '18:05:01', 1, 2]);
  });
});

describe('在岗时段的陷阱', () => {
  const presence = (lines: readonly string[], ends = { cap: at('18:30'), logEnd: at('20:00') }) => presenceOf(heard(lines.map((l) => `${at(l.slice(0, 8)) / 1000}${l.slice(8)}`).join('\n')), ends);
  const spans = (p: ReturnType<typeof presence>, kind: 'login' | 'pause' | 'call') => ofKind(p, kind).map((s) => `${clock(s.from)}-${clock(s.to)} ${s.closedBy}`);
  test('重启之后没有签出：到重启为止 [CC-5.2a]', () => {
    const p = presence(['08:55:00|c|NONE|1001|AGENTLOGIN|PJSIP/1001-01', '10:00:00|NONE|support|1001|PAUSE|Break', '10:10:00|NONE|NONE|NONE|QUEUESTART|']);
    expect([spans(p, 'login'), spans(p, 'pause')]).toEqual([['08:55:00-10:10:00 restart'], ['10:00:00-10:10:00 restart']]);
  });
  test('别的电话系统重启不算', () => {
    const login = heard(`${at('08:55:00') / 1000}|c|NONE|1001|AGENTLOGIN|PJSIP/1001-01`, 'a');
    const restart = heard(`${at('10:10:00') / 1000}|NONE|NONE|NONE|QUEUESTART|`, 'b');
    expect(presenceOf([...login, ...restart], { cap: at('18:30'), logEnd: at('20:00') })[0]?.closedBy).toBe('cap');
  });
  test('漏签出：到班次结束加宽限为止并注明；日志还没走到那里，则仍在岗 [CC-5.2c]', () => {
    const lines = ['08:55:00|c|NONE|1001|AGENTLOGIN|PJSIP/1001-01'];
    expect(spans(presence(lines), 'login')).toEqual(['08:55:00-18:30:00 cap']);
    expect(spans(presence(lines, { cap: at('18:30'), logEnd: at('11:00') }), 'login')).toEqual(['08:55:00-11:00:00 log_end']);
  });
  test('签出带有签到时长：文件之前的签到补得出', () => {
    expect(spans(presence(['18:00:30|c|NONE|1001|AGENTLOGOFF|PJSIP/1001-01|32780']), 'login')).toEqual(['08:54:10-18:00:30 event']);
  });
  test('全队列暂停四次、恢复三次：是并集，08 至 09 时共 8 分 38 秒 [CC-5.2a]', () => {
    const p = presence(['08:00:00|c|NONE|1001|AGENTLOGIN|a', '08:10:00|NONE|NONE|1001|PAUSEALL|', '08:10:00|NONE|support|1001|PAUSE|', '08:12:00|NONE|NONE|1001|PAUSEALL|', '08:13:00|NONE|NONE|1001|UNPAUSEALL|', '08:13:00|NONE|support|1001|UNPAUSE|',
      '08:20:00|NONE|NONE|1001|PAUSEALL|', '08:25:00|NONE|NONE|1001|UNPAUSEALL|', '08:26:00|NONE|NONE|1001|UNPAUSEALL|', '08:59:22|NONE|NONE|1001|PAUSEALL|']);
    expect(length(intersection(ofKind(p, 'pause'), [{ from: at('08:00'), to: at('09:00') }])) / 1000).toBe(8 * 60 + 38);
  });
  test('按队列逐个恢复也结束“全部暂停”', () => {
    const p = presence(['08:00:00|c|NONE|1001|AGENTLOGIN|a', '08:10:00|NONE|NONE|1001|PAUSEALL|Lunch', '08:10:00|NONE|a|1001|PAUSE|Lunch', '08:10:00|NONE|b|1001|PAUSE|Lunch', '08:20:00|NONE|a|1001|UNPAUSE|', '08:30:00|NONE|b|1001|UNPAUSE|']);
    expect(union(ofKind(p, 'pause')).map((s) => `${clock(s.from)}-${clock(s.to)}`)).toEqual(['08:10:00-08:30:00']);
  });
  test('换暂停原因是两段，自动恢复的一行不多出空隙', () => {
    const p = presence(['08:00:00|c|NONE|1001|AGENTLOGIN|a', '08:10:00|NONE|q|1001|PAUSE|Lunch', '08:20:00|NONE|q|1001|PAUSE|Training', '08:40:00|NONE|q|1001|UNPAUSE|']);
    expect(ofKind(p, 'pause').map((s) => [s.reason, (s.to - s.from) / 60_000])).toEqual([['Lunch', 10], ['Training', 20]]);
  });
  test('加入队列时已暂停', () => {
    expect(spans(presence(['08:00:00|MANAGER|q|1001|ADDMEMBER|PAUSED', '08:05:00|NONE|q|1001|UNPAUSE|', '09:00:00|MANAGER|q|1001|REMOVEMEMBER|']), 'pause')).toEqual(['08:00:00-08:05:00 event']);
  });
  test('只有结束行的通话按其时长', () => {
    expect(spans(presence(['09:13:12|c|q|1001|COMPLETEAGENT|10|192|1']), 'call')).toEqual(['09:10:00-09:13:12 event']);
  });
});

describe('班次与日期', () => {
  test('夜班属于开始那天：次日凌晨签出不算漏签 [CC-5.1b]', () => {
    const night = { from: at('22:00'), to: at('30:00'.replace('30', '06'), '2026-11-17'), breaks: [] };
    const events = heard([`${at('21:50') / 1000}|c|NONE|1001|AGENTLOGIN|a`, `${at('06:01', '2026-11-17') / 1000}|c|NONE|1001|AGENTLOGOFF|a|29460`].join('\n'));
    const d = dayOf(dayInput(events, { plan: night, logEnd: at('12:00', '2026-11-17') }));
    expect([d.outcome, d.flags, d.payMinutes]).toEqual(['on_time', [], 480]);
  });
  test('没有任何痕迹是无故缺勤，不是迟到；班次未完不下结论 [CC-5.2b] [CG-13]', () => {
    expect(dayOf(dayInput([]))).toMatchObject({ outcome: 'absent', printed: [], pay: 'unpaid', payMinutes: 0 });
    expect(dayOf(dayInput([], { logEnd: at('12:00') }))).toMatchObject({ outcome: 'planned', pay: 'none' });
  });
  test('照印的计薪：漏签出整天无薪 [CC-5.2c]', () => {
    expect(day('1004', { rules: { ...RULES, payEffect: 'as-printed' } })).toMatchObject({ printed: ['late', 'unpaid_leave'], pay: 'unpaid', payMinutes: 0 });
  });
  test('半天假：前半天假从班次中点算起，不算迟到', () => {
    expect([half(PLAN, 'first').from, half(PLAN, 'second').to].map(clock)).toEqual(['13:30:00', '13:30:00']);
    const events = heard([`${at('13:20') / 1000}|c|NONE|1001|AGENTLOGIN|a`, `${at('18:00') / 1000}|c|NONE|1001|AGENTLOGOFF|a|16800`].join('\n'));
    expect(dayOf(dayInput(events, { leave: { ...LEAVE, part: 'first' } }))).toMatchObject({ outcome: 'on_time', lateS: 0, flags: [] });
  });
  test('宽限之内不算迟到，超过则从班次开始算', () => {
    expect(day('1003', { rules: { ...RULES, graceMs: 300_000 } })).toMatchObject({ lateS: 0, earlyS: 600 });
    expect(day('1003', { rules: { ...RULES, graceMs: 180_000 } })).toMatchObject({ lateS: 240 });
  });
  test('补签之后按补签计，痕迹仍在 [SM-7]', () => {
    const d = day('1004', { corrected: { signIn: at('08:58'), signOut: at('18:00') } });
    expect([d.outcome, d.printed, d.pay, d.payMinutes, d.flags, clock(d.evidenceFrom)]).toEqual(['on_time', [], 'full', 480, ['not_ready', 'corrected', 'evidence_only'], '09:10:00']);
    expect([d.workedS, d.exceptionS]).toEqual([27_900 + 120, 0]);
  });
  test('核准的离线与原始偏离分开 [CC-5.1b]', () => {
    const d = day('1001', { authorised: [{ from: at('15:30'), to: at('15:46') }] });
    expect([d.exceptionS, d.authorisedS, adherenceOf(d), adherenceOf(d, true)]).toEqual([175, 120, 99.46, 99.83]);
  });
  test('没有班次而有电话是计划外出勤', () => {
    expect(day('1001', { plan: null })).toMatchObject({ outcome: 'unplanned', pay: 'none', workedS: 28_235 });
    expect(dayOf(dayInput([], { plan: null }))).toMatchObject({ outcome: 'rest' });
  });
});

test('同一座位先后用、接了电话的人不是嫌疑；间隔太久也不是 [CC-5.3]', () => {
  const one: Person = { employee: 'a', onLeave: false, calls: 3, signIns: [{ employee: 'a', at: at('08:55'), device: 'D', until: at('18:00'), signedOut: true }] };
  const two = (calls: number, time: string): Person => ({ employee: 'b', onLeave: false, calls, signIns: [{ employee: 'b', at: at(time), device: 'D', until: at('18:00'), signedOut: true }] });
  expect(proxySignIns([one, two(2, '08:56')], 600_000)).toEqual([]);
  expect(proxySignIns([one, two(0, '09:30')], 600_000)).toEqual([]);
  expect(proxySignIns([one, two(0, '08:56')], 600_000)[0]?.facts).toEqual(['same_device', 'soon_after', 'both_at_once', 'no_call']);
});
test('时间段运算', () => {
  const a = [{ from: 0, to: 10 }, { from: 8, to: 20 }, { from: 30, to: 40 }];
  expect([union(a), length(a), difference(a, [{ from: 5, to: 35 }]), intersection(a, [{ from: 15, to: 31 }]), difference([], a), union([{ from: 3, to: 3 }])]).toEqual([
    [{ from: 0, to: 20 }, { from: 30, to: 40 }], 30, [{ from: 0, to: 5 }, { from: 35, to: 40 }], [{ from: 15, to: 20 }, { from: 30, to: 31 }], [], []]);
});
