/** Saved views: mine, shared with a unit and below, with which a list opens; nobody gets to see more by them, and what is gone is left out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SavedView, ViewState } from '../api.ts';
import type { Actor } from '../access/actor.ts';
import { defineModule, defineRegister, f, type Register } from '../index.ts';
import { startTest, type TestKernel } from '../testing.ts';
import { changeView, chooseView, removeView, saveView, viewsFor } from './views.ts';

const Key = defineRegister('house_key', {
  label: ['钥匙', 'Key'], number: 'YS-{0000}',
  fields: { door: f.text('门', 'Door'), kind: f.choice('种类', 'Kind', { a: ['甲', 'A'], b: ['乙', 'B'] }), secret: f.text('暗码', 'Code', { optional: true, readBy: ['keeper'] }), phone: f.phone('电话', 'Phone', { optional: true }) },
  list: ['door', 'kind'], sorts: ['-number', 'door'], access: { read: ['clerk', 'keeper', 'head'], create: ['clerk'] },
});
const Own = defineRegister('own_note', { label: ['便条', 'Note'], number: 'BT-{0000}', fields: { of: f.ref('谁的', 'Whose', 'app_user'), text: f.text('内容', 'Text') }, list: ['text'], access: { read: ['keeper'], create: [], own: 'of' } });
const house = defineModule({ name: 'house_keys', area: 'guests', label: ['钥匙', 'Keys'], roles: { clerk: ['前台', 'Clerk'], keeper: ['保管', 'Keeper'], porter: ['门卫', 'Porter'], head: ['主任', 'Head'] }, leads: ['head'], registers: [Key, Own] });

let t: TestKernel;
let clerk: Actor;
let colleague: Actor;
let keeper: Actor;
let elsewhere: Actor;
let porter: Actor;
beforeAll(async () => {
  t = await startTest({ modules: [house], tables: [Key, Own] });
  clerk = await t.actor('clerk', 'CC', '曾前台');
  colleague = await t.actor('clerk', 'CC-IN');
  keeper = await t.actor('keeper', 'CC');
  elsewhere = await t.actor('clerk', 'VIP');
  porter = await t.actor('porter', 'CC');
});
afterAll(() => t.close());

const save = (who: Actor, name: string, state: ViewState = {}, register: Register = Key) => t.run(who, (tx) => saveView(tx, register, name, state)).then((row) => row.id);
const change = (who: Actor, id: string, to: Parameters<typeof changeView>[2]) => t.run(who, (tx) => changeView(tx, id, to));
const seen = (who: Actor, register: Register = Key) => t.kernel.read(who, (tx) => viewsFor(tx, register));
const one = async (who: Actor, id: string): Promise<SavedView | undefined> => (await seen(who)).views.find((v) => v.id === id);

test('保存、改名、覆盖、删除；同名与空名说明原因；别人看不见未共享的', async () => {
  const id = await save(clerk, ' 甲类 ', { filter: { field: 'kind', op: 'eq', value: 'a' }, cols: 'door', density: 'compact' });
  expect(await one(clerk, id)).toMatchObject({ name: '甲类', state: { filter: { field: 'kind', op: 'eq', value: 'a' }, cols: 'door', density: 'compact' }, left: 0, mine: true, unit: null, opens: false, mayRemove: true });
  expect(await one(colleague, id)).toBeUndefined();
  await expect(save(clerk, '甲类')).rejects.toMatchObject({ status: 409, code: 'view.name' });
  await expect(save(clerk, '   ')).rejects.toMatchObject({ status: 422, code: 'view.name' });
  const other = await save(clerk, '全部');
  await expect(change(clerk, other, { name: '甲类' })).rejects.toMatchObject({ status: 409 });
  await change(clerk, id, { name: '甲', state: { sort: 'door' } });
  expect(await one(clerk, id)).toMatchObject({ name: '甲', state: { sort: 'door' } });
  await expect(change(colleague, id, { name: '乙' })).rejects.toMatchObject({ status: 404 });
  await expect(t.run(colleague, (tx) => removeView(tx, id))).rejects.toMatchObject({ status: 404 });
  await t.run(clerk, (tx) => removeView(tx, id));
  expect(await one(clerk, id)).toBeUndefined();
});

test('共享：只能给自己岗位所及的单元；单元及其下属看得见、改不了；收回即不见，都记入历史', async () => {
  const id = await save(clerk, '共享的', { group: 'kind' });
  expect((await seen(clerk)).units).toEqual([{ id: t.unit('CC'), name: '客户联络中心' }]);
  for (const unit of ['YL', 'VIP']) await expect(change(clerk, id, { unit: t.unit(unit) })).rejects.toMatchObject({ status: 403 });
  await change(clerk, id, { unit: t.unit('CC') });
  expect(await one(colleague, id)).toMatchObject({ mine: false, owner: '曾前台', unit: { id: t.unit('CC'), name: '客户联络中心' }, mayRemove: false });
  expect(await one(elsewhere, id)).toBeUndefined();
  await expect(seen(porter).then((found) => found.views)).resolves.toEqual([]);
  await expect(change(colleague, id, { state: {} })).rejects.toMatchObject({ status: 404 });
  await expect(t.run(colleague, (tx) => removeView(tx, id))).rejects.toMatchObject({ status: 403 });
  // A copy is one's own.
  const copy = await save(colleague, '共享的', (await one(colleague, id))!.state);
  expect(await one(colleague, copy)).toMatchObject({ mine: true, state: { group: 'kind' } });
  await change(clerk, id, { unit: null });
  expect(await one(colleague, id)).toBeUndefined();
  expect(await t.sql<{ what: string }>('select what from history where tenant_id = $1 and record_id = $2 order by id', [t.tenantId, id])).toEqual([{ what: 'share_view' }, { what: 'unshare_view' }]);
});

test('只看得见自己记录的人不能共享；单元的管理员可以撤下共享的', async () => {
  const id = await save(porter, '我的便条', {}, Own);
  expect((await seen(porter, Own)).units).toEqual([]);
  await expect(change(porter, id, { unit: t.unit('CC') })).rejects.toMatchObject({ status: 403 });
  const shared = await save(clerk, '待撤下');
  await change(clerk, shared, { unit: t.unit('CC') });
  const administrator = await t.deputy(await t.actor('clerk', 'CC-IN'), 'administrator', 'CC', clerk);
  await t.run(administrator, (tx) => removeView(tx, shared));
  expect(await one(clerk, shared)).toBeUndefined();
});

test('列表以哪个打开：自己选的先于单元的，近的单元先于上级；选“全部”也算选了', async () => {
  const [manager, head] = [await t.actor('head', 'YL'), await t.actor('head', 'CC')];
  const [wide, near, mine] = [await save(manager, '全集团'), await save(head, '本中心'), await save(colleague, '我自己的')];
  await change(manager, wide, { unit: t.unit('YL'), opensUnit: true });
  const opens = async (who: Actor) => (await seen(who)).views.filter((v) => v.opens).map((v) => v.name);
  expect(await opens(colleague)).toEqual(['全集团']);
  await change(head, near, { unit: t.unit('CC'), opensUnit: true });
  expect([await opens(colleague), await opens(elsewhere)]).toEqual([['本中心'], ['全集团']]);
  await t.run(colleague, (tx) => chooseView(tx, Key, mine));
  expect(await opens(colleague)).toEqual(['我自己的']);
  await t.run(colleague, (tx) => chooseView(tx, Key, null));
  expect(await opens(colleague)).toEqual([]);
  await expect(t.run(elsewhere, (tx) => chooseView(tx, Key, mine))).rejects.toMatchObject({ status: 404 });
  // One for each unit: another takes its place. Unshared, it opens nobody's list.
  const next = await save(head, '本中心新');
  await change(head, next, { unit: t.unit('CC'), opensUnit: true });
  await t.run(colleague, (tx) => chooseView(tx, Key, next));
  expect([await opens(keeper), await opens(colleague)]).toEqual([['本中心新'], ['本中心新']]);
  await change(head, next, { unit: null });
  expect(await opens(colleague)).toEqual(['全集团']);
  await t.run(head, (tx) => removeView(tx, next));
});

test('单元的默认视图只由单元负责人或管理员设置、修改和取消；别人说明原因，自己的和共享的照旧', async () => {
  const [head, deputy] = [await t.actor('head', 'CC'), await t.actor('head', 'CC-IN')];
  const id = await save(clerk, '值班用');
  await change(clerk, id, { unit: t.unit('CC') });
  await expect(change(clerk, id, { opensUnit: true })).rejects.toMatchObject({ status: 403, code: 'view.leads' });
  await expect(change(clerk, id, { unit: t.unit('CC'), opensUnit: true })).rejects.toMatchObject({ code: 'view.leads' });
  // Who leads a line below does not lead the centre.
  await expect(change(deputy, id, { opensUnit: true })).rejects.toMatchObject({ status: 403 });
  expect([(await one(clerk, id))!.mayLead, (await one(head, id))!.mayLead]).toEqual([false, true]);
  await change(head, id, { opensUnit: true });
  expect([(await one(colleague, id))!.opens, (await one(clerk, id))!.mayRemove]).toEqual([true, false]);
  // What the whole unit opens with is no longer only its author's.
  for (const to of [{ state: { sort: 'door' } }, { unit: null }, { opensUnit: false }]) await expect(change(clerk, id, to)).rejects.toMatchObject({ status: 403, code: 'view.leads' });
  await expect(t.run(clerk, (tx) => removeView(tx, id))).rejects.toMatchObject({ code: 'view.leads' });
  await change(clerk, id, { name: '值班用的' });
  // Another's view is made the default, not altered.
  await expect(change(head, id, { state: {} })).rejects.toMatchObject({ status: 404 });
  await change(head, id, { opensUnit: false });
  await change(clerk, id, { state: { sort: 'door' } });
  expect(await one(colleague, id)).toMatchObject({ opensUnit: false, state: { sort: 'door' } });
  await t.run(clerk, (tx) => removeView(tx, id));
});

test('不许看的、已没有的、写坏的都略去并计数，不失败', async () => {
  const state: ViewState = {
    filter: { all: [{ field: 'kind', op: 'in', value: ['a'] }, { any: [{ field: 'secret', op: 'eq', value: '芝麻' }, { field: 'door', op: 'contains', value: '东' }] }, { any: [{ field: 'gone', op: 'eq', value: 1 }] }, { field: 'kind', op: 'eq', value: 'once' }, { field: 'phone', op: 'eq', value: '13800001111' }] },
    cols: 'door,secret,gone', sort: 'gone', group: 'kind,gone',
  };
  const id = await save(keeper, '保管看的', state);
  await change(keeper, id, { unit: t.unit('CC') });
  expect(await one(keeper, id)).toMatchObject({ left: 6, state: { cols: 'door,secret' } });
  const shown = await one(clerk, id);
  expect(shown).toMatchObject({ left: 8, state: { filter: { all: [{ field: 'kind', op: 'in', value: ['a'] }, { any: [{ field: 'door', op: 'contains', value: '东' }] }] }, cols: 'door' } });
  expect(JSON.stringify(shown)).not.toMatch(/芝麻|secret|gone|13800001111/);
  expect(shown!.state).not.toHaveProperty('sort');
  await t.run(keeper, (tx) => removeView(tx, id));
});

test('没有岗位打不开台账的不能存；别的组织看不见；最多五十个', async () => {
  await expect(save(porter, '偷看')).rejects.toMatchObject({ status: 403 });
  const other = await startTest({ modules: [house], tables: [Key, Own] });
  expect((await other.kernel.read(await other.actor('clerk', 'YL'), (tx) => viewsFor(tx))).views).toEqual([]);
  await other.close();
  const collector = await t.actor('clerk', 'VIP');
  for (let n = 0; n < 50; n++) await save(collector, `第${n}个`);
  await expect(save(collector, '第五十一个')).rejects.toMatchObject({ status: 422, code: 'view.many' });
});
