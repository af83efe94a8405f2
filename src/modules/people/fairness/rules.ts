/**
 * Are like cases treated alike? (处分公平) Rates of a group with the number of cases they rest on; a rate from few cases is marked, because it
 * says little; a group that departs clearly from all the others is pointed at, never judged. Pure.
 */
import type { Label } from '../../../kernel/api.ts';

export const FEW = 5;

export interface Tally {
  readonly cases: number;
  readonly decided: number;
  readonly sanctioned: number;
  readonly warnings: number;
  readonly heavier: number;
  readonly lighter: number;
  readonly appeals: number;
  readonly overturned: number;
}

export const NOTHING: Tally = { cases: 0, decided: 0, sanctioned: 0, warnings: 0, heavier: 0, lighter: 0, appeals: 0, overturned: 0 };

/** In tenths of a per cent; null where there is nothing to divide by. */
export function rate(part: number, of: number): number | null {
  return of === 0 ? null : Math.round((part * 1000) / of);
}

export const few = (cases: number): boolean => cases < FEW;

/** Twice or half the rate of everybody else, on enough cases on both sides. */
export function standsOut(group: Tally, all: Tally, pick: (tally: Tally) => number): boolean {
  const others = all.decided - group.decided;
  if (few(group.decided) || few(others)) return false;
  const [own, rest] = [pick(group) / group.decided, (pick(all) - pick(group)) / others];
  return own >= 2 * rest || rest >= 2 * own ? own !== rest : false;
}

export type Shift = 'early' | 'late' | 'night' | 'unplanned';

/** Begins from five: early; from eleven: late; otherwise, or across midnight: night. */
export function shiftOf(starts: string | null, night: boolean): Shift {
  if (starts === null) return 'unplanned';
  if (night) return 'night';
  const hour = Number(starts.slice(0, 2));
  if (hour >= 5 && hour < 11) return 'early';
  return hour >= 11 && hour < 20 ? 'late' : 'night';
}

/** Families of the code as people call them; one that an organisation added stands under its own name. */
const FAMILIES: { readonly [family: string]: Label } = {
  headset: ['耳麦', 'Headset'], phone: ['手机与电话', 'Telephones'], 'status-board': ['状态牌', 'Status board'], quality: ['质量与效率', 'Quality'], schedule: ['班次', 'Schedule'], door: ['随手关门', 'Doors'], eating: ['饮食', 'Eating'],
  dress: ['着装', 'Dress'], noise: ['喧哗', 'Noise'], absence: ['旷工', 'Absence'], smoking: ['吸烟', 'Smoking'], 'leaving-post': ['离岗', 'Leaving the post'], insult: ['辱骂同事', 'Insult'], property: ['财物', 'Property'],
  idling: ['做与工作无关的事', 'Idling'], 'customer-venting': ['对客户泄愤', 'Venting at customers'], concealment: ['知情不报', 'Concealment'], 'pay-secrecy': ['薪资保密', 'Pay secrecy'], 'proxy-sign': ['代签', 'Proxy sign-in'],
  'task-delay': ['任务拖延', 'Late tasks'], visitor: ['私人来访', 'Visitors'], complaint: ['客户投诉', 'Complaints'], identity: ['证件与身份', 'Identity'], confidentiality: ['泄密', 'Confidentiality'], violence: ['暴力与威胁', 'Violence'],
  indecency: ['有伤风化', 'Indecency'], strike: ['煽动停工', 'Strike'], compete: ['同业兼职', 'Competing work'], forgery: ['伪造与虚假', 'Forgery'], theft: ['偷窃侵占', 'Theft'], media: ['对外发布', 'Media'], crime: ['犯罪', 'Crime'],
  contract: ['合同续签', 'Contract'], 'dual-employment': ['兼职', 'Second job'],
};
export const familyName = (family: string | null): string => (family === null ? '—' : (FAMILIES[family]?.join(' ') ?? family));
