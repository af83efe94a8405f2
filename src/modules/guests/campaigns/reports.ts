/** What campaigns won (拓展成效): contacts, cards and conversion by channel and by employee. Serves VIP-3.2, VIP-9.1. */
import { calendar, defineReport, f, scopeOf, type Filter, type Tx } from '../../../kernel/index.ts';
import { CHANNELS, READERS } from './campaign.ts';
import { conversion } from './rules.ts';

interface Counted { readonly contacts: number; readonly interested: number; readonly cards: number; readonly barred: number }
type Span = { readonly period: { readonly from: string; readonly to: string }; readonly campaign: string | null };
const COUNTS = `count(*)::int as contacts, count(*) filter (where outcome = 'interested')::int as interested, count(card)::int as cards, count(*) filter (where outcome = 'do_not_call')::int as barred`;
const SEEN = 'tenant_id = $1 and archived_at is null and contacted_at >= $2 and contacted_at < $3 and ($4::uuid[] is null or unit_id = any($4)) and ($5::uuid is null or campaign = $5)';
const at = (day: string) => calendar.instantOf(day, '00:00', 'Asia/Shanghai');
const valuesFor = async (tx: Tx, p: Span) => [tx.tenantId, at(p.period.from), at(p.period.to), await scopeOf(tx, tx.actor, READERS), p.campaign];
const params = { period: f.period('联系日期', 'Contacted between'), campaign: f.ref('活动', 'Campaign', 'campaign', { optional: true }) };
const initial = ({ day }: { readonly day: string }) => ({ period: { from: `${day.slice(0, 4)}-01-01`, to: calendar.addDays(day, 1) } });
const COLUMNS = { contacts: f.integer('联系人次', 'Contacts'), interested: f.integer('有意向', 'Interested'), cards: f.integer('办卡', 'Cards'), conversion: f.quantity('转化率 %', 'Conversion %', { optional: true, scale: 1 }), barred: f.integer('要求免打扰', 'Not to be contacted') };
const TOTALS = ['contacts', 'interested', 'cards', 'barred'] as const;
async function proof(tx: Tx, p: Span, rows: readonly Counted[]) {
  const [all] = await tx.query<Counted>(`select ${COUNTS} from campaign_contact where ${SEEN}`, await valuesFor(tx, p));
  const sum = (of: (r: Counted) => number) => rows.reduce((n, r) => n + of(r), 0);
  return [{ label: ['各行联系之和 = 台账', 'Sum of contacts = on record'] as const, left: sum((r) => r.contacts), right: all?.contacts ?? 0 }, { label: ['各行办卡之和 = 台账', 'Sum of cards = on record'] as const, left: sum((r) => r.cards), right: all?.cards ?? 0 }];
}
const drillTo = (p: Span, ...more: readonly Filter[]) => ({ register: 'campaign_contact', filter: { all: [
  { field: 'contacted_at', op: 'gte', value: at(p.period.from).toISOString() } as const, { field: 'contacted_at', op: 'lt', value: at(p.period.to).toISOString() } as const,
  ...(p.campaign === null ? [] : [{ field: 'campaign', op: 'eq', value: p.campaign } as const]), ...more] } });
const WON: Filter = { field: 'card', op: 'empty', value: false };

export const ConversionByChannel = defineReport('campaign_conversion_by_channel', {
  label: ['各渠道办卡转化', 'Conversion by channel'],
  access: READERS, params, initial, columns: { channel: f.choice('渠道', 'Channel', CHANNELS), ...COLUMNS }, totals: TOTALS,
  async rows(tx, p) {
    const found = await tx.query<Counted & { channel: string }>(`select channel, ${COUNTS} from campaign_contact where ${SEEN} group by 1`, await valuesFor(tx, p));
    return (Object.keys(CHANNELS) as (keyof typeof CHANNELS)[]).map((channel) => {
      const c = found.find((x) => x.channel === channel) ?? { contacts: 0, interested: 0, cards: 0, barred: 0 };
      return { ...c, channel, conversion: conversion(c.cards, c.contacts) };
    });
  },
  proof,
  drill: { contacts: (row, p) => drillTo(p, ...channelOf(row)), cards: (row, p) => drillTo(p, ...channelOf(row), WON) },
  chart: { kind: 'bar', x: 'channel', y: ['contacts', 'cards'] },
});
const channelOf = (row: { readonly channel: string } | null): readonly Filter[] => (row === null ? [] : [{ field: 'channel', op: 'eq', value: row.channel }]);

export const ConversionByEmployee = defineReport('campaign_conversion_by_employee', {
  label: ['各员工办卡转化', 'Conversion by employee'],
  access: READERS, params, initial, columns: { person: f.ref('员工', 'Employee', 'app_user'), ...COLUMNS }, totals: TOTALS,
  async rows(tx, p) {
    const found = await tx.query<Counted & { person: string }>(`select contacted_by as person, ${COUNTS} from campaign_contact where ${SEEN} group by 1 order by cards desc, contacts desc`, await valuesFor(tx, p));
    return found.map((c) => ({ ...c, conversion: conversion(c.cards, c.contacts) }));
  },
  proof,
  drill: { contacts: (row, p) => drillTo(p, ...personOf(row)), cards: (row, p) => drillTo(p, ...personOf(row), WON) },
});
const personOf = (row: { readonly person: string } | null): readonly Filter[] => (row === null ? [] : [{ field: 'contacted_by', op: 'eq', value: row.person }]);
