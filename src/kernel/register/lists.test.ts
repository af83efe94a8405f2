/** What a list can do beyond its rows, on a register of its own: nested conditions and their limits, groups with subtotals, bulk edits and their taking back; by posts, units and organisations. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Filter, ListGroup } from '../api.ts';
import type { Actor } from '../access/actor.ts';
import { createRecord, defineModule, defineProcess, defineRegister, f, newId, Refusal, updateRecord } from '../index.ts';
import { startTest, type TestKernel } from '../testing.ts';
import { tried } from './apart.ts';
import { allListed, bulkEdit, bulkFields, type Chosen, MOST_BULK } from './bulk.ts';
import { ImportBatch, keepBatch } from './import-batch.ts';
import { groupsAsked, listGroups } from './groups.ts';
import { listPage } from './list.ts';

const Parcel = defineRegister('parcel', {
  label: ['包裹', 'Parcel'], number: 'BG-{0000}',
  fields: {
    sort: f.choice('种类', 'Kind', { letter: ['信函', 'Letter'], box: ['箱', 'Box'], odd: ['异形', 'Odd'] }),
    paid: f.money('运费', 'Paid', { optional: true }),
    pieces: f.integer('件数', 'Pieces', { optional: true }),
    came_on: f.date('到件日', 'Came on', { optional: true }),
    weighed_at: f.dateTime('称重时间', 'Weighed at', { optional: true }),
    fragile: f.yesNo('易碎', 'Fragile', { optional: true }),
    note: f.text('备注', 'Note', { optional: true }),
    phone: f.phone('电话', 'Phone', { optional: true }),
    worth: f.money('保价', 'Worth', { optional: true, readBy: ['keeper'] }),
    shelf: f.choice('货架', 'Shelf', { a: ['甲', 'A'], b: ['乙', 'B'] }, { optional: true, readBy: ['keeper'] }),
  },
  list: ['sort', 'paid', 'pieces', 'worth'],
  access: { read: ['clerk', 'keeper'], create: ['clerk'], edit: ['clerk'] },
  opening: { guard({ input }) { if (input.note === '禁止') throw new Refusal('parcel.note', ['不许这样写', 'Not like this']); } },
});
const Handling = defineProcess(Parcel, 'in', { in: { label: ['在库', 'In'], tone: 'waiting' }, out: { label: ['已取', 'Out'], tone: 'done' } }, (step) => ({ hand: step({ label: ['取走', 'Hand out'], from: ['in'], to: 'out', by: ['clerk'], form: {} }) }));
const parcels = defineModule({ name: 'parcels', area: 'guests', label: ['包裹', 'Parcels'], roles: { clerk: ['收发', 'Clerk'], keeper: ['库管', 'Keeper'], porter: ['门卫', 'Porter'] }, registers: [Parcel], processes: [Handling] });

let t: TestKernel;
let clerk: Actor;
let keeper: Actor;
let both: Actor;
beforeAll(async () => {
  t = await startTest({ modules: [parcels], tables: [Parcel] });
  clerk = await t.actor('clerk', 'YL');
  keeper = await t.actor('keeper', 'VIP');
  both = await t.deputy(await t.actor('keeper', 'VIP'), 'clerk', 'YL', clerk);
  const made = (unit: string, values: object) => t.run(t.system, (tx) => createRecord(tx, Parcel, { unit_id: t.unit(unit), ...values } as never));
  // 2026-02-01 00:30 in Beijing is still January in UTC; the week of Sunday 1 February begins on Monday 26 January.
  await made('VIP', { sort: 'letter', paid: 500, pieces: 1, came_on: '2026-01-31', weighed_at: '2026-01-31T16:30:00Z', worth: 10_000, shelf: 'a', fragile: true });
  await made('VIP', { sort: 'box', paid: 1_200, pieces: 2, came_on: '2026-02-01', weighed_at: '2026-02-02T01:00:00Z', worth: 20_000, shelf: 'b', fragile: false });
  await made('CC', { sort: 'box', paid: 800, came_on: '2026-02-02', weighed_at: '2026-01-31T15:30:00Z', worth: 40_000, shelf: 'a' });
  const last = await made('CC', { sort: 'odd', phone: '13800001111' });
  await t.step(Handling, last.id, 'hand', clerk, {});
});
afterAll(() => t.close());

const grouped = (actor: Actor, group: string, more: { filter?: Filter; columns?: readonly string[] } = {}) =>
  t.kernel.read(actor, (tx) => listGroups(tx, Parcel, more.filter ? { filter: more.filter } : {}, group, more.columns ?? Parcel.list));
const flat = (groups: readonly ListGroup[]): unknown[] => groups.map((g) => (g.groups.length > 0 ? [g.key, g.count, ...g.sums, flat(g.groups)] : [g.key, g.count, ...g.sums]));

describe('分组的写法', () => {
  test.each<[string, unknown]>([
    ['sort', [{ field: 'sort', span: null }]], ['came_on', [{ field: 'came_on', span: 'month' }]], ['came_on.week,sort', [{ field: 'came_on', span: 'week' }, { field: 'sort', span: null }]],
    ['state,unit_id', [{ field: 'state', span: null }, { field: 'unit_id', span: null }]], ['created_at.day', [{ field: 'created_at', span: 'day' }]],
  ])('%s', (text, by) => expect(groupsAsked(Parcel, clerk, text)).toEqual(by));

  test.each(['', 'nothing', 'paid', 'phone', 'number', 'sort.month', 'came_on.year', 'came_on.day.day', 'sort,sort', 'came_on.day,came_on.month', 'sort,state,fragile', 'constructor', 'id', 'shelf'])(
    '不能：%s', (text) => expect(() => groupsAsked(Parcel, clerk, text)).toThrow(expect.objectContaining({ status: 422, code: 'group' })));
});

describe('分组小计', () => {
  test('按声明的次序，整个列表的条数与合计，不是一页的；没有数的合计为空', async () => {
    const { all, sums } = await grouped(clerk, 'sort');
    expect(sums).toEqual(['paid', 'pieces']);
    expect([all.count, ...all.sums]).toEqual([4, 2_500, 3]);
    expect(flat(all.groups)).toEqual([['letter', 1, 500, 1], ['box', 2, 2_000, 2], ['odd', 1, null, null]]);
  });

  test('两层：每层都有小计', async () => {
    const { all, titles } = await grouped(clerk, 'unit_id,state', { columns: ['paid'] });
    expect(flat(all.groups)).toEqual([[t.unit('VIP'), 2, 1_700, [['in', 2, 1_700]]], [t.unit('CC'), 2, 800, [['in', 1, 800], ['out', 1, null]]]].sort((a, b) => titles[String(a[0])]!.localeCompare(titles[String(b[0])]!, 'zh-CN')));
  });

  test('按日、周、月：时刻按组织的时区归日，未填的在最后', async () => {
    const days = async (by: string) => flat((await grouped(clerk, by, { columns: [] })).all.groups);
    expect(await days('weighed_at')).toEqual([['2026-01-01', 1], ['2026-02-01', 2], [null, 1]]);
    expect(await days('weighed_at.day')).toEqual([['2026-01-31', 1], ['2026-02-01', 1], ['2026-02-02', 1], [null, 1]]);
    expect(await days('came_on.week')).toEqual([['2026-01-26', 2], ['2026-02-02', 1], [null, 1]]);
    expect(await days('fragile')).toEqual([['false', 1], ['true', 1], [null, 2]]);
  });

  test('只数看得见、符合条件的', async () => {
    expect(flat((await grouped(keeper, 'sort', { columns: ['paid'] })).all.groups)).toEqual([['letter', 1, 500], ['box', 1, 1_200]]);
    expect(flat((await grouped(clerk, 'sort', { columns: ['paid'], filter: { field: 'paid', op: 'gte', value: 800 } })).all.groups)).toEqual([['box', 2, 2_000]]);
  });

  test('不许看的栏目不能分组、不进合计；只在一个单元许看的，别处的不计入', async () => {
    expect((await grouped(clerk, 'sort')).sums).not.toContain('worth');
    await expect(grouped(clerk, 'shelf')).rejects.toMatchObject({ status: 422 });
    const seen = await grouped(both, 'shelf', { columns: ['worth'] });
    expect(flat(seen.all.groups)).toEqual([['a', 1, 10_000], ['b', 1, 20_000], [null, 2, null]]);
    expect(seen.all.sums).toEqual([30_000]);
  });

  test('没有这个台账岗位的人：拒绝；别的组织：一条也没有', async () => {
    const porter = await t.actor('porter', 'VIP');
    await expect(grouped(porter, 'sort')).rejects.toMatchObject({ status: 403 });
    const other = await startTest({ modules: [parcels], tables: [Parcel] });
    const found = await other.kernel.read(await other.actor('clerk', 'YL'), (tx) => listGroups(tx, Parcel, {}, 'sort', Parcel.list));
    expect(found.all).toEqual({ key: null, count: 0, sums: [null, null], groups: [] });
    await other.close();
  });
});

describe('嵌套筛选', () => {
  const numbers = async (filter: Filter, actor = clerk) => (await t.kernel.read(actor, (tx) => listPage(tx, Parcel, { filter, page: 1, size: 50, sort: 'number' }))).rows.map((row) => row.number.slice(-1)).join('');
  const sort = (value: string): Filter => ({ field: 'sort', op: 'eq', value });
  const least = (value: number): Filter => ({ field: 'paid', op: 'gte', value });

  test('四层与、或', async () => {
    expect(await numbers({ any: [sort('letter'), { all: [sort('box'), { any: [least(1_000), { all: [{ field: 'pieces', op: 'empty' }, { field: 'came_on', op: 'eq', value: '2026-02-03' }] }] }] }] })).toBe('12');
    expect(await numbers({ all: [{ any: [sort('box'), sort('odd')] }, { any: [{ field: 'state', op: 'eq', value: 'out' }, { all: [least(700), { any: [{ field: 'fragile', op: 'eq', value: false }] }] }] }] })).toBe('24');
  });

  test('太深、太多：说明限度', async () => {
    const nested = (depth: number): Filter => (depth === 0 ? sort('box') : { all: [nested(depth - 1)] });
    expect(await numbers(nested(6))).toBe('23');
    await expect(numbers(nested(7))).rejects.toMatchObject({ status: 422, label: ['筛选条件最多嵌套 6 层', expect.any(String)] });
    await expect(numbers({ any: Array.from({ length: 60 }, () => sort('box')) })).rejects.toMatchObject({ status: 422, label: [expect.stringContaining('最多 60 个'), expect.any(String)] });
  });

  test('遮盖的与不许看的栏目不能拿来试探，套在多深的组里都一样', async () => {
    const deep = (term: Filter): Filter => ({ any: [{ all: [{ any: [sort('odd'), term] }] }] });
    await expect(numbers(deep({ field: 'phone', op: 'contains', value: '1111' }))).rejects.toMatchObject({ status: 422, code: 'filter' });
    await expect(numbers(deep({ field: 'worth', op: 'gte', value: 1 }))).rejects.toMatchObject({ status: 422, code: 'filter' });
    expect(await numbers({ field: 'worth', op: 'gte', value: 1 }, both)).toBe('12');
  });
});

describe('批量修改', () => {
  const refused = { status: 422 };
  const chosen = async (who = clerk) => (await t.kernel.read(who, (tx) => listPage(tx, Parcel, { page: 1, size: 50, sort: 'number' }))).rows.map(({ id, version }) => ({ id, version }));
  const edit = (who: Actor, rows: readonly Chosen[], field: string, value: unknown) => t.run(who, (tx) => bulkEdit(tx, Parcel, rows, field, value, '批量修改'));
  const trying = (who: Actor, rows: readonly Chosen[], field: string, value: unknown) => tried((work) => t.kernel.write(who, work), (tx) => bulkEdit(tx, Parcel, rows, field, value, '试算'));

  test('能一起改的栏目：不含只读、个人信息、不许看的；没有修改岗位的一个也没有', () => {
    expect(bulkFields(Parcel, clerk)).toEqual(['sort', 'paid', 'pieces', 'came_on', 'weighed_at', 'fragile', 'note']);
    expect(bulkFields(Parcel, keeper)).toEqual([]);
  });

  test('试算什么都不留下；逐条说明原值、新值', async () => {
    const rows = await trying(clerk, await chosen(), 'sort', 'box');
    expect(rows.map((row) => [row.number?.slice(-1), row.what, row.was[0], row.becomes[1]])).toEqual([['1', 'change', '信函', 'Box'], ['2', 'same', '箱', 'Box'], ['3', 'same', '箱', 'Box'], ['4', 'change', '异形', 'Box']]);
    expect((await grouped(clerk, 'sort', { columns: [] })).all.groups.map((g) => g.count)).toEqual([1, 2, 1]);
  });

  test('各条分开：看不见、没岗位、被人改过、归档、规则不许的各自说明，其余照改，各有一条历史', async () => {
    const mixed = await t.deputy(await t.actor('clerk', 'VIP'), 'keeper', 'YL', keeper);
    const rows = await chosen(mixed);
    await t.run(t.system, (tx) => updateRecord(tx, Parcel, rows[1]!, { pieces: 7 }));
    const done = await edit(mixed, [...rows, { id: newId(t.now()), version: 1 }], 'note', '已核');
    expect(done.map((row) => [row.what, row.problem?.[0] ?? null])).toEqual([
      ['change', null], ['refused', '记录已被他人修改，请核对后再提交'], ['refused', '您没有这项权限'], ['refused', '您没有这项权限'], ['refused', '没有这条记录，或您无权查看']]);
    expect(done.at(-1)).toMatchObject({ number: null, title: '' });
    expect(await t.sql('select what, reason, after from history where tenant_id = $1 and record_id = $2 and what = $3', [t.tenantId, rows[0]!.id, 'edit'])).toEqual([{ what: 'edit', reason: '批量修改', after: { note: '已核' } }]);
    const barred = await edit(clerk, (await chosen()).slice(0, 2), 'note', '禁止');
    expect(barred.map((row) => row.problem?.[0])).toEqual(['不许这样写', '不许这样写']);
  });

  test('值不对、栏目不许、没有岗位：整体拒绝', async () => {
    const rows = await chosen();
    await expect(edit(clerk, rows, 'sort', 'nothing')).rejects.toMatchObject({ ...refused, code: 'invalid' });
    await expect(edit(clerk, rows, 'sort', null)).rejects.toMatchObject({ ...refused, code: 'invalid' });
    for (const field of ['phone', 'worth', 'number', 'constructor']) await expect(edit(clerk, rows, field, '1')).rejects.toMatchObject({ ...refused, code: 'bulk.field' });
    await expect(edit(keeper, rows, 'note', '一')).rejects.toMatchObject({ status: 403 });
  });

  test('整批撤销：改过后又动过的保留并列出编号；只有经办人与管理员能撤', async () => {
    const rows = (await edit(clerk, await chosen(), 'pieces', 9)).map((row, at) => ({ ...row, row: at, cells: {} }));
    const batch = (await t.run(clerk, (tx) => keepBatch(tx, Parcel, '批量修改：件数 → 9', rows)))!;
    await t.run(t.system, (tx) => updateRecord(tx, Parcel, rows[2]!, { paid: 1 }));
    const process = t.kernel.processes.get('import_batch')!;
    const takeBack = (who: Actor) => t.step(process, batch.id, 'take_back' as never, who, { reason: '改错了' } as never);
    await expect(takeBack(both)).rejects.toMatchObject({ status: 404 });
    await takeBack(clerk);
    expect(await t.read(ImportBatch, batch.id)).toMatchObject({ opened: 0, changed: 4, taken_back: 3, kept: 1, kept_numbers: rows[2]!.number });
    expect(await Promise.all(rows.map(async (row) => (await t.read(Parcel, row.id)).pieces))).toEqual([1, 7, 9, null]);
    expect((await t.sql<{ reason: string }>('select reason from history where tenant_id = $1 and record_id = $2 order by id desc limit 1', [t.tenantId, rows[0]!.id]))[0]?.reason).toBe('撤销批量修改：改错了');
  });

  test('列出的全部：有上限；别的组织的记录一条也碰不到', async () => {
    expect((await t.kernel.read(clerk, (tx) => allListed(tx, Parcel, { filter: { field: 'sort', op: 'eq', value: 'box' } }))).length).toBe(2);
    const other = await startTest({ modules: [parcels], tables: [Parcel] });
    const foreign = await other.actor('clerk', 'YL');
    const done = await other.run(foreign, async (tx) => bulkEdit(tx, Parcel, await chosen(), 'note', '外人', '批量修改'));
    expect(done.every((row) => row.what === 'refused' && row.number === null)).toBe(true);
    await other.run(other.system, async (tx) => { for (let n = 0; n <= MOST_BULK; n++) await createRecord(tx, Parcel, { sort: 'box' }); });
    await expect(other.kernel.read(foreign, (tx) => allListed(tx, Parcel, {}))).rejects.toMatchObject({ status: 422, code: 'bulk.many' });
    await other.close();
  });
});
