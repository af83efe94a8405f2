/** Titles and history over HTTP, read by the same person in Chinese and in English. What is stored stays Chinese, whoever writes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defineModule, defineProcess, defineRegister, f } from '../../src/kernel/index.ts';
import type { ListPage, Option, RecordPage, SearchHit, TaskRow } from '../../src/kernel/api.ts';
import { openHouse, type House, type Person } from './house.ts';

const Boat = defineRegister('language_boat', {
  label: ['船', 'Boat'], number: 'C{0000}',
  fields: {
    kind: f.choice('种类', 'Kind', { oar: ['划桨', 'Rowing boat'], sail: ['帆船 大', 'Sailing (large)'] }),
    colour: f.text('颜色', 'Colour', { max: 20 }),
    gear: f.choices('装备', 'Gear', { vest: ['救生衣', 'Life vest'], rope: ['缆绳', 'Rope'] }),
  },
  title: ['kind', 'colour', 'gear'], list: ['kind'], sorts: ['-number'], access: { read: ['vip_agent'], create: ['vip_agent'], edit: ['vip_agent'] },
});
const Trip = defineRegister('language_trip', {
  label: ['出航', 'Trip'], number: 'H{0000}',
  fields: { boat: f.ref('船', 'Boat', 'language_boat'), far: f.yesNo('远航', 'Far'), reason: f.text('事由', 'Reason', { max: 40 }) },
  title: ['boat', 'far', 'reason'], list: ['boat', 'reason'], sorts: ['-number'], access: { read: ['vip_agent'], create: ['vip_agent'] },
});
const Sailing = defineProcess(Trip, 'out', { out: { label: ['在外', 'Out'], tone: 'active', due: { step: 'land', at: ({ now }) => now } }, back: { label: ['已回', 'Back'], tone: 'done' } }, (step) => ({
  land: step({ label: ['靠岸', 'Land'], from: ['out'], to: 'back', by: ['vip_agent'], form: {} }),
}));
const boats = defineModule({ name: 'language-boats', area: 'guests', label: ['船', 'Boats'], roles: { vip_agent: ['客服专员', 'VIP agent'] }, registers: [Boat, Trip], processes: [Sailing] });

let house: House;
let li: Person;
let boat: string;
let trip: string;
const ENGLISH = { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.8' };

beforeAll(async () => {
  house = await openHouse({ modules: [boats], tables: [Boat, Trip] });
  li = await house.person(house.here, 'vip_agent', 'VIP');
  boat = await made('/api/records/language_boat', { values: { kind: 'sail', colour: '划桨红', gear: ['vest', 'rope'] } });
  trip = await made('/api/records/language_trip', { values: { boat, far: true, reason: '划桨' } });
  const changed = await house.ask('PATCH', `/api/records/language_boat/${boat}`, { token: li.token, body: { version: 1, values: { kind: 'oar' } }, headers: ENGLISH });
  expect(changed.status, changed.text).toBe(200);
}, 120_000);
afterAll(() => house.close());

async function made(path: string, body: unknown): Promise<string> {
  // Written by somebody who reads English.
  const answer = await house.ask('POST', path, { token: li.token, body, headers: ENGLISH });
  expect(answer.status, answer.text).toBe(200);
  return answer.json<{ id: string }>().id;
}
async function get<T>(path: string, headers: { readonly [name: string]: string } = {}): Promise<T> {
  const answer = await house.ask('GET', path, { token: li.token, headers });
  expect(answer.status, answer.text).toBe(200);
  return answer.json<T>();
}

test('标题里的选项按读者的语言：列表、记录、选项、搜索、关联、任务、首页', async () => {
  const all = async (headers?: { readonly [name: string]: string }) => {
    const list = await get<ListPage>('/api/records/language_trip?page=1&size=50', headers);
    const page = await get<RecordPage>(`/api/records/language_boat/${boat}`, headers);
    const own = await get<RecordPage>(`/api/records/language_trip/${trip}`, headers);
    const [option] = await get<Option[]>(`/api/options/language_boat?id=${boat}`, headers);
    const hits = await get<SearchHit[]>('/api/search?q=H0001', headers);
    const home = await get<{ readonly tasks: readonly TaskRow[] }>('/api/home', headers);
    return [list.titles[boat], option!.label, page.related[0]!.rows[0]!.title, own.tasks[0]!.title, hits.find((hit) => hit.register === 'language_trip')!.title, home.tasks[0]!.title];
  };
  const tripThen = (name: string, yes: string, reason: string) => `${name} ${yes} ${reason}`;
  const before = '帆船 大 划桨红 救生衣、缆绳';
  expect(await all()).toEqual(['划桨 划桨红 救生衣、缆绳', '划桨 划桨红 救生衣、缆绳', `H0001 ${tripThen(before, '是', '划桨')}`, ...Array(3).fill(tripThen(before, '是', '划桨'))]);
  const was = 'Sailing (large) 划桨红 Life vest, Rope';
  // The reason, typed by hand, happens to be the word of a choice and is read like it; a longer word that only contains it is not.
  expect(await all(ENGLISH)).toEqual(['Rowing boat 划桨红 Life vest, Rope', 'Rowing boat 划桨红 Life vest, Rope', `H0001 ${tripThen(was, 'Yes', 'Rowing boat')}`, ...Array(3).fill(tripThen(was, 'Yes', 'Rowing boat'))]);
});

test('历史里的旧值新值按读者的语言；导出按其语言参数', async () => {
  const [zh, en] = await Promise.all([get<RecordPage>(`/api/records/language_boat/${boat}`), get<RecordPage>(`/api/records/language_boat/${boat}`, ENGLISH)]);
  expect([zh.timeline[0]!.changes, en.timeline[0]!.changes].map(([change]) => [change!.before, change!.after])).toEqual([['帆船 大', '划桨'], ['Sailing (large)', 'Rowing boat']]);
  const exported = await house.ask('GET', '/api/records/language_trip/export?format=csv&lang=1', { token: li.token });
  expect(exported.text).toContain('Rowing boat 划桨红 Life vest, Rope');
  const inChinese = await house.ask('GET', '/api/records/language_trip/export?format=csv&lang=0', { token: li.token, headers: ENGLISH });
  expect(inChinese.text).toContain('划桨 划桨红 救生衣、缆绳');
});

test('存下的标题是中文，也按中文搜到', async () => {
  const { rows } = await house.owner.query('select title from search_word where record_id = any($1) order by number', [[boat, trip]]);
  expect(rows.map((row) => row.title)).toEqual(['划桨 划桨红 救生衣、缆绳', '帆船 大 划桨红 救生衣、缆绳 是 划桨']);
});
