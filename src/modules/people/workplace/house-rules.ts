/**
 * The rules of the house on a day (当天的规定): dress by weekday and item, telephones by zone, device and purpose, smoking, noise and eating
 * by zone; each with its clause and level, out of the rulebook version of that day. Serves AC-17, AC-18, CG-07 to CG-10, CG-23.
 */
import { calendar, calendarOf, defineQuery, f, type Label, type Tx } from '../../../kernel/index.ts';
import { DRESS_ITEMS, dressOn, type DressVerdict, ITEMS, type PhoneUse, publishedVersions, versionOn, type Zone, ZONE_LABELS } from '../rulebook/index.ts';
import { READERS } from './roles.ts';
import { judge, judgePhone, type Judged } from './rules.ts';

type Use = Pick<PhoneUse, 'zone' | 'device' | 'act' | 'purpose'> & { readonly urgent: boolean; readonly minutes: number };
const USES: readonly (readonly [Label, Use])[] = [
  [['工作区用手机打字、发消息', 'Typing on a mobile in the work area'], { zone: 'work-area', device: 'own-mobile', act: 'handling', purpose: 'private', urgent: false, minutes: 1 }],
  [['工作区用手机通话', 'Mobile call in the work area'], { zone: 'work-area', device: 'own-mobile', act: 'call', purpose: 'private', urgent: false, minutes: 2 }],
  [['休息区接急电（线路允许）', 'Urgent mobile call in the rest area, line permitting'], { zone: 'rest-area', device: 'own-mobile', act: 'call', purpose: 'private', urgent: true, minutes: 3 }],
  [['休息区打私人手机电话', 'Private mobile call in the rest area'], { zone: 'rest-area', device: 'own-mobile', act: 'call', purpose: 'private', urgent: false, minutes: 3 }],
  [['休息室座机 3 分钟', 'Rest-room phone for 3 minutes'], { zone: 'rest-area', device: 'rest-room-phone', act: 'call', purpose: 'private', urgent: false, minutes: 3 }],
  [['休息室座机 6 分钟', 'Rest-room phone for 6 minutes'], { zone: 'rest-area', device: 'rest-room-phone', act: 'call', purpose: 'private', urgent: false, minutes: 6 }],
  [['办公电话办私事', 'Desk phone for private matters'], { zone: 'work-area', device: 'desk-phone', act: 'call', purpose: 'private', urgent: false, minutes: 3 }],
  [['办公电话办公事', 'Desk phone for work'], { zone: 'work-area', device: 'desk-phone', act: 'call', purpose: 'work', urgent: false, minutes: 3 }],
  [['中心以外用手机', 'Mobile outside the centre'], { zone: 'outside', device: 'own-mobile', act: 'call', purpose: 'private', urgent: false, minutes: 3 }],
];
const ACTS: readonly (readonly [Label, string])[] = [[['吸烟', 'Smoking'], 'CC-ORAL-4'], [['大声喧哗', 'Loud noise'], 'CC-IIP-5'], [['吃零食、正餐', 'Snacks and meals'], 'CC-IIP-3']];
const ZONES: readonly Zone[] = ['work-area', 'shared-area', 'rest-room', 'smoking-room'];

export interface HouseRules {
  readonly day: string; readonly version: string | null;
  readonly dress: readonly { readonly label: Label; readonly week: readonly DressVerdict['verdict'][]; readonly today: DressVerdict }[];
  readonly phone: readonly { readonly label: Label; readonly ordinary: Judged; readonly serious: Judged }[];
  readonly zones: readonly { readonly label: Label; readonly of: readonly { readonly zone: Label; readonly judged: Judged }[] }[];
}
export const HouseRulesQuery = defineQuery('house_rules', {
  label: ['着装与手机规定', 'Dress and telephones'], access: [...READERS, 'agent', 'attendance_clerk'], params: { day: f.date('日期', 'Day', { optional: true }) },
  async run(tx, { day }): Promise<HouseRules> { return houseRules(tx, day ?? calendar.businessDay(tx.now, await calendarOf(tx, tx.actor.grants[0]?.unitId ?? ''))); },
});

export async function houseRules(tx: Tx, day: string): Promise<HouseRules> {
  const versions = await publishedVersions(tx);
  const version = versionOn(versions, day);
  if (!version) return { day, version: null, dress: [], phone: [], zones: [] };
  const monday = calendar.addDays(day, 1 - calendar.weekday(day));
  const matrix = version.parameters['dress.matrix'];
  return {
    day, version: version.no,
    dress: DRESS_ITEMS.map((item) => ({ label: ITEMS[item].label, week: Array.from({ length: 7 }, (_, i) => dressOn(matrix, item, calendar.addDays(monday, i)).verdict), today: dressOn(matrix, item, day) })),
    phone: USES.map(([label, use]) => ({ label, ordinary: judgePhone(versions, day, { ...use, lineFree: true }, 'ordinary'), serious: judgePhone(versions, day, { ...use, lineFree: true }, 'serious') })),
    zones: ACTS.map(([label, offence]) => ({ label, of: ZONES.map((zone) => ({ zone: ZONE_LABELS[zone], judged: judge(versions, { day, rule: offence, offence, advice: false, zone, grade: 'ordinary', dress: null, takesCalls: [] }) })) })),
  };
}
