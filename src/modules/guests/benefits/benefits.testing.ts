/** What tests of benefits start from: the club of the rooms' tests, with money, stored value, bills, and the charter's Monday in force. */
import { dispatch } from '../../../kernel/events.ts';
import { cash } from '../../money/cash/index.ts';
import { bills } from '../bills/index.ts';
import { points } from '../points/index.ts';
import { clubTime, startRooms, type RoomsClub } from '../rooms/rooms.testing.ts';
import { shifts } from '../shifts/index.ts';
import { storedValue } from '../stored-value/index.ts';
import { BenefitRule, BenefitRuleProcess, benefits } from './index.ts';

export const MONDAY = {
  code: 'MON', name: '周一欢唱', starts_on: '2026-12-07', weekdays: ['mon'], enter_from: '14:00', enter_to: '19:00', room_kinds: ['medium'], products: ['stored_value'],
  minutes: 120, every: 'business_day', on_holidays: true, stacks: false, substitute: true, edition: 1,
} as const;

export interface BenefitsClub extends RoomsClub {
  readonly rule: string;
  /** Lets the news of rooms and bills reach the benefits, as the clock's job does. */
  heard(): Promise<void>;
  uses(): Promise<{ readonly id: string; readonly state: string; readonly refused_for: string | null; readonly free_from: Date | null; readonly free_until: Date | null; readonly says: string; readonly period: string | null; readonly session: string; readonly bill: string | null }[]>;
  put(more: object): Promise<string>;
}

export async function startBenefits(now = '7 15:00'): Promise<BenefitsClub> {
  const club = await startRooms([shifts, cash, storedValue, bills, points, benefits], '7 09:00');
  const put = async (more: object): Promise<string> => {
    const { id } = await club.t.create(BenefitRule, club.gao, { ...MONDAY, ...more });
    await club.t.step(BenefitRuleProcess, id, 'publish', club.gao, {});
    return id;
  };
  const rule = await put({});
  club.t.at(clubTime(now).toISOString());
  return {
    ...club, rule, put,
    async heard() { await dispatch(club.t.kernel, club.t.tenantId, (problem) => { throw problem; }); },
    uses: () => club.t.sql('select id, state, refused_for, free_from, free_until, says, period, session, bill from benefit_use order by number'),
  };
}
