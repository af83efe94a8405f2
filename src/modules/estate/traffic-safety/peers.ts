/**
 * Peer benchmarking (同业对标): an indicator with its formula in words, unit and direction; values of one's own and of peers, each with its source, filed
 * when they are final; and where one stands. What the indicators are the text does not say. Serves LOG-1.11, G-L10.
 */
import { defineProcess, defineRegister, defineReport, f, readRecord, Refusal, scopeOf, type Tx } from '../../../kernel/index.ts';
import { standingOf } from './rules.ts';
import { OFFICE, READERS } from './violation.ts';

export const PeerIndicator = defineRegister('peer_indicator', {
  label: ['对标指标', 'Peer indicator'],
  number: 'DB-{00}',
  fields: {
    name: f.text('指标', 'Indicator', { max: 60 }),
    formula: f.text('算法', 'Formula', { max: 200, hint: ['例如：违法件数 ÷ 行驶公里 × 10000', 'For example: violations ÷ kilometres driven × 10,000'] }),
    measure: f.text('单位', 'Unit of measure', { max: 20 }),
    better: f.choice('方向', 'Better', { lower: ['越低越好', 'Lower'], higher: ['越高越好', 'Higher'] }),
  },
  title: ['name'],
  list: ['name', 'formula', 'measure', 'better'],
  sorts: ['number', 'name'],
  unique: [['name']],
  access: { read: READERS, create: OFFICE, edit: OFFICE, archive: ['centre_manager', 'general_affairs'] },
  empty: ['还没有对标指标。写明名称、算法、单位和方向。', 'No indicators yet. Give name, formula, unit and direction.'],
});

export const PeerValue = defineRegister('peer_value', {
  label: ['对标数据', 'Peer value'],
  number: 'DS-{yyyy}-{0000}',
  fields: {
    indicator: f.ref('指标', 'Indicator', 'peer_indicator'),
    year: f.integer('年度', 'Year', { min: 2000, max: 2100, grouped: false }),
    own: f.yesNo('本单位', 'Our own'),
    organisation: f.text('单位名称', 'Organisation', { max: 60 }),
    value: f.quantity('数值', 'Value', { scale: 3 }),
    source: f.text('数据来源', 'Source', { max: 120, hint: ['例如：某局年报第 12 页、台账统计', 'For example: annual report page 12, own registers'] }),
  },
  title: ['indicator', 'organisation'],
  list: ['indicator', 'year', 'organisation', 'own', 'value', 'source'],
  sorts: ['-year', '-number'],
  indexes: [['indicator', 'year']],
  unique: [['indicator', 'year', 'organisation']],
  access: { read: READERS, create: OFFICE, edit: OFFICE, archive: ['centre_manager', 'general_affairs'] },
  empty: ['还没有对标数据。每个数都要写来源。', 'No values yet. Each needs its source.'],
  opening: {
    async facts({ tx, id, input }) {
      // Two own values at once would both find none: the indicator is locked before one looks.
      await readRecord(tx, PeerIndicator, input.indicator, { lock: true });
      const [other] = input.own ? await tx.query<{ number: string }>(
        'select number from peer_value where tenant_id = $1 and indicator = $2 and year = $3 and own and archived_at is null and ($4::uuid is null or id <> $4)', [tx.tenantId, input.indicator, input.year, id]) : [];
      return { other, filed: id !== null && (await isFiled(tx, id)) };
    },
    guard({ facts }) {
      if (facts.other) throw new Refusal('peer_value.own_twice', [`本单位当年已有 ${facts.other.number}`, `${facts.other.number} is our own value of that year`], 409, { own: ['已有本单位数据', 'There is one already'] });
      if (facts.filed) throw new Refusal('peer_value.filed', ['已上报的数据不再修改，请作废后重报', 'A filed value is not changed'], 409);
    },
  },
});

export const PeerValueProcess = defineProcess(PeerValue, 'counted',
  { counted: { label: ['已统计', 'Counted'], tone: 'active' }, filed: { label: ['已上报', 'Filed'], tone: 'done' }, void: { label: ['作废', 'Void'], tone: 'stopped' } },
  (step) => ({
    file: step({
      label: ['上报', 'File'], tone: 'primary', from: ['counted'], to: 'filed', by: ['centre_manager', 'general_affairs'], form: { filed_with: f.text('上报对象与文号', 'Filed with, and reference', { max: 120 }) },
      guard({ record, actor }) { if (record.created_by === actor.id) throw new Refusal('peer_value.own', ['统计人不能自己上报', 'Whoever counted it does not file it'], 403); },
    }),
    cancel: step({ label: ['作废', 'Void'], tone: 'danger', from: ['counted', 'filed'], to: 'void', by: ['centre_manager', 'general_affairs'], form: { reason: f.text('原因', 'Reason', { max: 200 }) } }),
  }),
);

interface Value { readonly indicator: string; readonly name: string; readonly formula: string; readonly better: 'higher' | 'lower'; readonly own: boolean | null; readonly value: string | null }
const thousandths = (value: number | null): string | null => (value === null ? null : (value / 1000).toFixed(3));
const notVoid = { field: 'state', op: 'in', value: ['counted', 'filed'] } as const;

export const PeerStanding = defineReport('peer_standing', {
  label: ['同业对标表', 'Standing among peers'],
  access: READERS, params: { year: f.integer('年度', 'Year', { min: 2000, max: 2100, grouped: false }) }, initial: ({ day }) => ({ year: Number(day.slice(0, 4)) }),
  columns: {
    indicator: f.ref('指标', 'Indicator', 'peer_indicator'), formula: f.text('算法', 'Formula'), own: f.quantity('本单位', 'Our own', { scale: 3, optional: true }), average: f.quantity('同业平均', 'Peers’ average', { scale: 3, optional: true }),
    best: f.quantity('最好', 'Best', { scale: 3, optional: true }), rank: f.integer('名次', 'Rank', { optional: true }), count: f.integer('参比单位', 'Compared'),
  },
  totals: ['count'],
  async rows(tx, { year }) {
    const values = await valuesOf(tx, year);
    return [...new Set(values.map((v) => v.indicator))].map((indicator) => {
      const mine = values.filter((v) => v.indicator === indicator);
      const s = standingOf(mine.flatMap((v) => (v.value === null ? [] : [{ own: v.own === true, value: Math.round(Number(v.value) * 1000) }])), mine[0]!.better);
      return { indicator, formula: mine[0]!.formula, own: thousandths(s.own), average: thousandths(s.average), best: thousandths(s.best), rank: s.rank, count: s.of };
    });
  },
  async proof(tx, { year }, rows) {
    const [row] = await tx.query<{ n: number }>(`select count(*)::int as n from peer_value where tenant_id = $1 and year = $2 and state <> 'void' and archived_at is null and ($3::uuid[] is null or unit_id = any($3))`, [tx.tenantId, year, await scopeOf(tx, tx.actor, READERS)]);
    return [{ label: ['各指标参比单位之和 = 对标数据条数', 'Sum compared = values on record'], left: rows.reduce((n, r) => n + r.count, 0), right: row?.n ?? 0 }];
  },
  drill: { count: (row, { year }) => ({ register: 'peer_value', filter: { all: [{ field: 'year', op: 'eq', value: year }, notVoid, ...(row === null ? [] : [{ field: 'indicator', op: 'eq', value: row.indicator } as const])] } }) },
  notes: () => [['名次按指标方向排，数值相同名次相同；同业平均不含本单位。', 'Ranked in the indicator’s direction, equal values share a rank; the average is of the peers alone.'], ['没有数据的指标也列出。', 'Indicators without values are listed as well.']],
  chart: { kind: 'bar', x: 'indicator', y: ['own', 'average', 'best'] },
});

async function isFiled(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.query<{ state: string }>('select state from peer_value where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.state === 'filed';
}

async function valuesOf(tx: Tx, year: number): Promise<readonly Value[]> {
  return tx.query<Value>(
    `select i.id as indicator, i.name, i.formula, i.better, v.own, v.value from peer_indicator i left join peer_value v on v.tenant_id = i.tenant_id and v.indicator = i.id and v.year = $2 and v.state <> 'void' and v.archived_at is null
       and ($3::uuid[] is null or v.unit_id = any($3))
     where i.tenant_id = $1 and i.archived_at is null and ($3::uuid[] is null or i.unit_id = any($3)) order by i.number, v.number`, [tx.tenantId, year, await scopeOf(tx, tx.actor, READERS)]);
}
