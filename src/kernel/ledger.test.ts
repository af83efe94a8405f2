/** Ledgers in awkward cases: a grant taken back after it was spent, one cause for two owners, closing while somewhere it is still yesterday. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceOf, closeDay, closePeriod, defineLedger, defineModule, defineRegister, f, journalOf, post, posting, reverse } from './index.ts';
import { startTest, type TestKernel } from './testing.ts';

const Jar = defineRegister('jar', { label: ['罐', 'Jar'], number: 'G-{00000}', fields: { name: f.text('名称', 'Name') }, list: ['name'], access: { read: ['keeper'], create: ['keeper'] } });
const Sweets = defineLedger('jar_sweets', {
  label: ['糖', 'Sweets'], unit: ['颗', 'pieces'], read: [], periods: 'month',
  accounts: { shop: { label: ['店', 'Shop'] }, jar: { label: ['罐', 'Jar'], per: 'jar', floor: 0, lots: true } },
  movements: { grant: { label: ['给', 'Grant'], from: 'shop', to: 'jar' }, eat: { label: ['吃', 'Eat'], from: 'jar', to: 'shop' } },
});
const Stamps = defineLedger('jar_stamps', {
  label: ['印花', 'Stamps'], unit: ['枚', 'pieces'], read: [], periods: 'day',
  accounts: { shop: { label: ['店', 'Shop'] }, given: { label: ['发出', 'Given'] } }, movements: { give: { label: ['发', 'Give'], from: 'shop', to: 'given' } },
});
const jars = defineModule({ name: 'jars', area: 'guests', label: ['罐', 'Jars'], roles: { keeper: ['保管员', 'Keeper'] }, registers: [Jar], ledgers: [Sweets, Stamps] });

let t: TestKernel;
beforeAll(async () => { t = await startTest({ modules: [jars], tables: [Jar], now: '2026-11-23T02:00:00Z' }); });
afterAll(() => t.close());
const jar = () => t.create(Jar, t.system, { name: '罐' });
const move = (movement: 'grant' | 'eat', owner: string, amount: number, because: string) => t.run(t.system, (tx) => post(tx, posting(Sweets, movement, { amount, owner, because, at: tx.now })));
const back = (movement: string, because: string, negative = false) => t.run(t.system, async (tx) => reverse(tx, Sweets, (await journalOf(tx, Sweets, movement, because))!, { because: `back ${movement} ${because}`, negative }));
const standing = async (owner: string) => {
  const [lots] = await t.sql<{ n: number }>('select coalesce(sum(remaining), 0)::int as n from ledger_lot where tenant_id = $1 and owner = $2', [t.tenantId, owner]);
  return [await t.run(t.system, (tx) => balanceOf(tx, Sweets, 'jar', owner)), lots!.n];
};

test('收回已用掉的批次之后再撤销那笔使用:批次剩余与余额仍然一致', async () => {
  const { id, number } = await jar();
  await move('grant', id, 100, `a ${number}`);
  await move('eat', id, 60, `b ${number}`);
  await back('grant', `a ${number}`, true);
  expect(await standing(id)).toEqual([-60, 0]);
  await back('eat', `b ${number}`);
  expect(await standing(id)).toEqual([0, 0]);
  await move('grant', id, 50, `c ${number}`);
  expect(await standing(id)).toEqual([50, 50]);
});

test('同一凭据换了账户主人不算重复,被拒绝,不会悄悄漏记', async () => {
  const [a, b] = [await jar(), await jar()];
  await move('grant', a.id, 10, 'one cause');
  expect(await move('grant', a.id, 10, 'one cause')).toMatchObject([{ repeated: true }]);
  await expect(move('grant', b.id, 10, 'one cause')).rejects.toMatchObject({ code: 'jar_sweets.other_content' });
});

test('冲销两笔用了同一凭据:说明是凭据重复,不谎称已冲销过', async () => {
  const { id, number } = await jar();
  await move('grant', id, 1, `x ${number}`);
  await move('grant', id, 2, `y ${number}`);
  const undo = (because: string) => t.run(t.system, async (tx) => reverse(tx, Sweets, (await journalOf(tx, Sweets, 'grant', because))!, { because: `both ${number}` }));
  await undo(`x ${number}`);
  await expect(undo(`y ${number}`)).rejects.toMatchObject({ code: 'jar_sweets.other_content' });
  await expect(undo(`x ${number}`)).rejects.toMatchObject({ code: 'jar_sweets.reversed' });
});

test('还有中心处在上个营业日时,上个月不能结账', async () => {
  const { id, number } = await jar();
  t.at('2026-11-30T17:00:00Z'); // 北京时间 12 月 1 日 01:00;贵宾中心仍是 11 月 30 日
  await expect(t.run(t.system, (tx) => closePeriod(tx, Sweets, '2026-11'))).rejects.toMatchObject({ code: 'jar_sweets.running' });
  await t.run(t.system, (tx) => post(tx, posting(Sweets, 'grant', { amount: 1, owner: id, because: `late ${number}`, at: tx.now, unit: t.unit('VIP') })));
  t.at('2026-12-01T00:00:00Z');
  await t.run(t.system, (tx) => closePeriod(tx, Sweets, '2026-11'));
});

test('营业日关账:未结束不能关,关一次,那一天不再入账,前后各天照常,余额照算', async () => {
  const give = (day: string, because: string) => t.run(t.system, (tx) => post(tx, posting(Stamps, 'give', { amount: 3, because, at: tx.now, day })));
  const close = (day: string) => t.run(t.system, (tx) => closeDay(tx, [Stamps], day));
  await give('2026-11-20', 'one');
  await expect(close('2026-12-01')).rejects.toMatchObject({ code: 'ledger.day_running' });
  await close('2026-11-20');
  await expect(close('2026-11-20')).rejects.toMatchObject({ code: 'jar_stamps.closed' });
  await expect(give('2026-11-20', 'two')).rejects.toMatchObject({ code: 'jar_stamps.closed', label: [expect.stringContaining('2026-11-20'), expect.anything()] });
  await give('2026-11-19', 'three');
  await give('2026-11-21', 'four');
  expect(await t.run(t.system, (tx) => balanceOf(tx, Stamps, 'given'))).toBe(9);
});

test('补记的业务日按组织自己的时区与营业日起点', async () => {
  const { id, number } = await jar();
  await t.run(t.system, (tx) => tx.query(`update unit set zone = 'America/New_York' where tenant_id = $1 and parent is null`, [t.tenantId]));
  t.kernel.forget(t.tenantId, 'unit');
  await t.run(t.system, (tx) => post(tx, posting(Sweets, 'grant', { amount: 1, owner: id, because: `z ${number}`, at: new Date('2026-12-03T02:00:00Z') })));
  const rows = await t.sql<{ business_day: string }>('select business_day from ledger_journal where tenant_id = $1 and because = $2', [t.tenantId, `z ${number}`]);
  expect(rows).toEqual([{ business_day: '2026-12-02' }]);
});
