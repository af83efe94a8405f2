/** The made-up 16 November 2026 as rules see it: people behind the names of the log, the plan 09:00 to 18:00. AC-06. */
import { takeQueueLine } from '../phone-log/index.ts';
import { DAY_LOG } from '../phone-log/testing.ts';
import type { DayInput, DayRules, Plan } from './day.rules.ts';
import type { Heard } from './presence.rules.ts';

export const DAY = '2026-11-16';
/** `HH:mm[:ss]` in Shanghai. */
export const at = (time: string, day = DAY): number => Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);
export const RULES: DayRules = { readyMs: 300_000, capMs: 1_800_000, earlyMs: 14_400_000, graceMs: 0, payEffect: 'evidence-based' };
export const PLAN: Plan = { from: at('09:00'), to: at('18:00'), breaks: [{ from: at('12:00'), to: at('13:00'), kind: 'meal' }, { from: at('15:30'), to: at('15:45'), kind: 'break' }] };

const PEOPLE: { readonly [alias: string]: string } = {
  1001: '1001', 'Agent:1001': '1001', 1002: '1002', 1003: '1003', 'PJSIP/1004': '1004', 1005: '1005', 'PJSIP/1006': '1006',
};
export const heard = (log: string, source = 'pbx'): Heard[] => {
  let offset = 0;
  return log.split('\n').flatMap((text) => {
    const { events } = takeQueueLine({ text, offset, whole: true });
    offset += text.length + 1;
    return events.map((e) => ({ ...e, source }));
  });
};
export const dayEvents = (person: string): Heard[] => heard(DAY_LOG).filter((e) => PEOPLE[e.agent] === person || e.event === 'QUEUESTART');
export const dayInput = (events: readonly Heard[], more: Partial<DayInput> = {}): DayInput => ({
  plan: PLAN, dayIs: { from: at('00:00'), to: at('24:00') }, leave: null, events, logEnd: at('20:00'), corrected: { signIn: null, signOut: null }, authorised: [], rules: RULES, ...more,
});
