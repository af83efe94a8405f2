/** The week in the centre (一周综合报告): what the weekly report stands on, each figure opening its records. Serves VIP-9.11, VIP-9.6. */
import { calendar, defineComposedReport, f, figure, type SentencePart, type Tx } from '../../../kernel/index.ts';
import { refuseNotMonday } from './rules.ts';

export const WEEK_READERS = ['vip_director', 'vip_manager', 'operations_gm'] as const;
interface Written { readonly operation: string; readonly expansion: string; readonly number: string; readonly id: string }

async function writtenFor(tx: Tx, monday: string): Promise<Written | undefined> {
  const [row] = await tx.query<Written>('select id, number, operation, expansion from director_weekly where tenant_id = $1 and monday = $2 and archived_at is null order by number desc limit 1', [tx.tenantId, monday]);
  return row;
}
const said = (text: string | undefined, none: readonly [string, string]): readonly SentencePart[] => (text === undefined ? [none] : [[text, text]]);
const total = (page: { readonly totals: { readonly [c: string]: number }; readonly links: readonly ({ readonly [c: string]: unknown } | undefined)[] }, column: string): SentencePart =>
  figure(page.totals[column] ?? 0, (page.links.at(-1)?.[column] ?? null) as never);

export const ClubWeek = defineComposedReport('club_week', {
  label: ['贵宾中心一周综合报告', 'The week in the VIP centre'],
  access: WEEK_READERS,
  params: { monday: f.date('星期一', 'Monday') },
  initial: ({ day }) => ({ monday: calendar.addDays(day, 1 - calendar.weekday(day) - 7) }),
  sections: [
    {
      name: 'operation', title: ['现场经营', 'On-site operation'],
      async fill({ tx, params: { monday }, table }) {
        refuseNotMonday(monday);
        const period = { from: monday, to: calendar.addDays(monday, 7) };
        const calls = await table('hotline_calls_by_kind', { period });
        const complaints = await table('guest_complaints_by_topic', { period });
        const inspections = await table('inspections_by_area', { month: monday.slice(0, 7) }, { caption: ['抽查与整改（当月）', 'Inspections and rectification (of the month)'] });
        const roster = await table('roster_kept', { period });
        return {
          asOf: calendar.addDays(monday, 6),
          sentences: [
            said((await writtenFor(tx, monday))?.operation, ['主任还没有写这一周的现场经营。', 'The director has not written about this week yet.']),
            [['接到来电 ', 'Calls '], total(calls, 'calls'), [' 个；投诉 ', '; complaints '], total(complaints, 'received'), [' 件，未解决 ', ', not solved '], total(complaints, 'open'), [' 件。', '.']],
          ],
          tables: [calls, complaints, inspections, roster],
        };
      },
    },
    {
      name: 'expansion', title: ['客户拓展', 'Expansion'],
      async fill({ tx, params: { monday }, table }) {
        const period = { from: monday, to: calendar.addDays(monday, 7) };
        const channels = await table('campaign_conversion_by_channel', { period, campaign: null });
        const opinions = await table('opinions_by_topic', { period });
        const customers = await table('customers_by_class', { as_of: calendar.addDays(monday, 6) });
        return {
          asOf: calendar.addDays(monday, 6),
          sentences: [
            said((await writtenFor(tx, monday))?.expansion, ['主任还没有写客户拓展计划。', 'The director has not written the plan for expansion yet.']),
            [['联系 ', 'Contacts '], total(channels, 'contacts'), [' 人次，办卡 ', ', cards issued '], total(channels, 'cards'), [' 张。', '.']],
          ],
          tables: [channels, opinions, customers],
        };
      },
    },
  ],
  signs: [['中心主任', 'Director'], ['经营总经理', 'General manager']],
});
