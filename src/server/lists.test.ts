/** Lists over HTTP as the page asks: groups and their file, views, bulk edits tried, written once, taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Person } from '../../tests/access/house.ts';
import type { BulkDone, BulkTried, ListGroups, ListPage, RecordPage, SavedViews, Written } from '../kernel/api.ts';
import { newId } from '../kernel/database/id.ts';

let house: House;
let hr: Person;
beforeAll(async () => {
  house = await openHouse();
  hr = await house.person(house.here, 'hr', 'YL');
  for (const [staff_no, name, job_title, hired_on] of [['9001', '曾国藩', '=1+2', '2026-01-31'], ['9002', '单雄信', '接线员', '2026-02-01'], ['9003', '仇英', '接线员', '2026-02-28']]) {
    await house.ask('POST', '/api/records/employee', { token: hr.token, body: { values: { staff_no, name, job_title, hired_on, unit_id: house.here.units['CC'] } } });
  }
});
afterAll(() => house.close());

const get = (path: string, who = hr) => house.ask('GET', path, { token: who.token });
const post = (path: string, body: unknown, key = newId(new Date()), who = hr) => house.ask('POST', path, { token: who.token, body, key });
const staff = async () => (await get('/api/records/employee?sort=staff_no')).json<ListPage>().rows;

test('分组与它的文件：与页面同样的小计，名称写成文字', async () => {
  const found = (await get('/api/records/employee/groups?group=unit_id,hired_on.month')).json<ListGroups>();
  expect([found.all.count, found.all.groups.map((g) => [found.titles[g.key!], g.groups.map((inner) => [inner.key, inner.count])])]).toEqual([3, [['客户联络中心', [['2026-01-01', 1], ['2026-02-01', 2]]]]]);
  const csv = (await get('/api/records/employee/export?format=csv&group=unit_id,hired_on.month')).text.replace(/^\uFEFF/, '').trim().split('\r\n');
  expect(csv).toEqual(['所属部门,入职日,条数', '客户联络中心,小计,3', '客户联络中心,2026-01,1', '客户联络中心,2026-02,2', '合计,,3']);
  expect((await get('/api/records/employee/export?format=csv&group=job_title')).code).toBe('group');
  expect((await get('/api/records/employee/groups')).code).toBe('group');
});

test('视图：存、取、改、删；写得不成样子的拒绝；同一请求只存一次', async () => {
  const key = newId(new Date());
  const body = { register: 'employee', name: '二月入职', state: { filter: { all: [{ field: 'hired_on', op: 'gte', value: '2026-02-01' }] }, group: 'unit_id', density: 'compact' } };
  const [first, second] = [await post('/api/views', body, key), await post('/api/views', body, key)];
  expect(second.json<{ id: string }>().id).toBe(first.json<{ id: string }>().id);
  const { id } = first.json<{ id: string }>();
  expect((await get('/api/views?register=employee')).json<SavedViews>().views).toMatchObject([{ id, name: '二月入职', state: body.state, left: 0 }]);
  for (const state of [{ nothing: 1 }, { density: 'tiny' }, { filter: { all: 'x' } }, { filter: { field: 'name', op: 'like', value: 'x' } }, { cols: 'x'.repeat(2_001) }]) expect((await post('/api/views', { register: 'employee', name: '坏', state })).status).toBe(422);
  expect((await post('/api/views', { ...body, register: 'nothing' })).status).toBe(404);
  expect((await house.ask('PATCH', `/api/views/${id}`, { token: hr.token, body: { owner: hr.id } })).status).toBe(422);
  expect((await house.ask('PATCH', `/api/views/${id}`, { token: hr.token, body: { name: '二月' } })).status).toBe(200);
  expect((await post('/api/views/choose', { register: 'employee', view: id })).status).toBe(200);
  expect((await get('/api/views')).json<SavedViews>().views).toMatchObject([{ name: '二月', opens: true }]);
  const stranger = await house.person(house.elsewhere, 'hr', 'YL');
  expect((await post(`/api/views/${id}/remove`, {}, undefined, stranger)).status).toBe(404);
  expect((await post('/api/views/choose', { register: 'employee', view: id }, undefined, stranger)).status).toBe(404);
  expect((await post(`/api/views/${id}/remove`, {})).status).toBe(200);
  expect((await get('/api/views')).json<SavedViews>().views).toEqual([]);
});

test('批量修改：先试后改，同一请求只改一次；有问题时不许整批写；撤销后原样', async () => {
  const tried = (await post('/api/records/employee/bulk/try', { all: { filter: { field: 'job_title', op: 'eq', value: '接线员' } }, field: 'job_title', value: '坐席' })).json<BulkTried>();
  expect([tried.change, tried.same, tried.refused]).toEqual([2, 0, 0]);
  expect(tried.rows[0]).toMatchObject({ title: expect.stringContaining('单雄信'), version: 1, was: ['接线员', '接线员'], becomes: ['坐席', '坐席'], before: null });
  expect((await staff()).map((row) => row['job_title'])).toEqual(['=1+2', '接线员', '接线员']);

  const rows = tried.rows.map(({ id, version }) => ({ id, version }));
  const body = { rows: [...rows, { id: (await staff())[0]!.id, version: 7 }], field: 'job_title', value: '坐席', reason: '改名', goodOnly: false };
  expect((await post('/api/records/employee/bulk', body)).code).toBe('bulk.refused');
  const key = newId(new Date());
  const done = (await post('/api/records/employee/bulk', { ...body, goodOnly: true }, key)).json<BulkDone>();
  expect([done.change, done.refused, done.rows[2]?.problem?.[0]]).toEqual([2, 1, '记录已被他人修改，请核对后再提交']);
  expect((await post('/api/records/employee/bulk', { ...body, goodOnly: true }, key)).json<BulkDone>()).toMatchObject({ batch: done.batch, repeated: true });
  expect((await staff()).map((row) => [row['job_title'], row.version])).toEqual([['=1+2', 1], ['坐席', 2], ['坐席', 2]]);

  expect((await post(`/api/records/import_batch/${done.batch}/steps/take_back`, { input: { reason: '改错了' } })).status).toBe(200);
  expect((await staff()).map((row) => row['job_title'])).toEqual(['=1+2', '接线员', '接线员']);
  expect((await get(`/api/records/import_batch/${done.batch}`)).json<RecordPage>().row).toMatchObject({ file_name: '批量修改：职务 → 坐席', changed: 2, taken_back: 2, kept: 0, kept_numbers: null });
  expect((await get(`/api/records/employee/${rows[0]!.id}`)).json<RecordPage>().timeline.map((entry) => entry.reason)).toEqual(['撤销批量修改：改错了', '批量修改：改名', null]);
});

test('批量修改的请求写得不对：说明，不出错', async () => {
  const [row] = await staff();
  const base = { rows: [{ id: row!.id, version: row!.version }], field: 'job_title', value: '甲' };
  for (const [body, code] of [[{ ...base, rows: [] }, 'malformed'], [{ ...base, field: 'staff_no' }, 'bulk.field'], [{ ...base, value: { a: 1 } }, 'invalid'], [{ ...base, value: '长'.repeat(41) }, 'invalid'], [{ field: 'job_title' }, 'malformed']] as const) {
    const answer = await post('/api/records/employee/bulk/try', body);
    expect([answer.status, answer.code]).toEqual([422, code]);
  }
  const agent = await house.person(house.here, 'agent', 'CC');
  expect((await post('/api/records/employee/bulk/try', base, undefined, agent)).status).toBe(403);
});

test('新登记时就办了第一步的，回答的是办完之后的状态与版次', async () => {
  const keeper = await house.person(house.here, 'store_clerk', 'LC');
  const item = (await post('/api/records/consumable', { values: { code: 'A4', name: '复印纸', category: 'office', measure: '包' } }, undefined, keeper)).json<Written>();
  const count = (await post('/api/records/consumable_count', { values: { item: item.id, counted: 0 } }, undefined, keeper)).json<Written>();
  const { row } = (await get(`/api/records/consumable_count/${count.id}`, keeper)).json<RecordPage>();
  expect(count).toMatchObject({ state: 'agreed', version: row.version });
  expect(row.state).toBe('agreed');
});
