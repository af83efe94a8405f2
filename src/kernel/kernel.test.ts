/** The kernel's promises on a small example of its own: umbrellas lent to guests, with a deposit ledger. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doDuty, dutyRows } from './duty/occurrences.ts';
import { conditionOf } from './register/filter.ts';
import { balanceOf, closePeriod, createRecord, defineDuty, defineLedger, defineModule, defineProcess, defineRegister, defineSlip, emit, f, hold, journalOf, post, posting, Refusal, releaseHold, reverse, settleHold, takeStep } from './index.ts';
import { listPage } from './register/list.ts';
import { recordPage } from './register/page.ts';
import { verify, seal } from './audit/history.ts';
import { editRecord } from './register/write.ts';
import { newId } from './database/id.ts';
import { startTest, type TestKernel } from './testing.ts';
import { addDays } from './calendar/plain-date.ts';
import { endOfBusinessDay } from './calendar/business-day.ts';

const Umbrella = defineRegister('umbrella', {
  label: ['雨伞', 'Umbrella'], number: 'YS-{yyyy}{mm}-{0000}',
  fields: {
    colour: f.text('颜色', 'Colour', { max: 20 }),
    guest: f.personName('客人', 'Guest', { optional: true }),
    phone: f.phone('电话', 'Phone', { optional: true }),
    secret: f.text('暗号', 'Secret', { optional: true, readBy: ['keeper'] }),
    lent_until: f.date('借至', 'Lent until', { optional: true, readonly: true }),
  },
  list: ['colour', 'guest', 'phone'], sorts: ['-number', 'colour'],
  unique: [['colour', 'guest']],
  access: { read: ['clerk', 'keeper'], create: ['clerk'], edit: ['clerk'], archive: ['keeper'] },
  opening: { guard({ input }) { if (input.colour === '透明') throw new Refusal('umbrella.colour', ['没有透明的伞', 'There are no clear ones']); } },
});
/** Stands belong to the unit they stand in; wishes go to it, whoever has them. */
const standing = (name: string, opening: { readonly elsewhere?: true }) => defineRegister(name, {
  label: ['伞架', 'Stand'], number: 'JZ-{0000}', fields: { at: f.unit('所在单元', 'Stands in') }, list: ['at'], access: { read: ['clerk'], create: ['clerk'] },
  opening: { ...opening, set: ({ input }) => ({ unit_id: input.at }) },
});
const Stand = standing('umbrella_stand', {});
const Wish = standing('umbrella_wish', { elsewhere: true });
const LendSlip = defineSlip('umbrella_lend', { label: ['借伞单', 'Umbrella slip'], number: 'JS-{yyyy}{mm}{dd}-{000}', copies: [['客户联', 'Guest copy'], ['商户联', 'House copy']] });
const Deposit = defineLedger('deposit', {
  label: ['押金', 'Deposit'], unit: ['分', 'fen'], read: ['clerk'], periods: 'month',
  accounts: { guest: { label: ['客人押金', 'Guest deposit'], per: 'umbrella', floor: 0, lots: true }, held: { label: ['预留', 'Held'], per: 'umbrella', floor: 0 }, cash: { label: ['现金', 'Cash'] } },
  movements: { take: { label: ['收押金', 'Taken'], from: 'cash', to: 'guest' }, give: { label: ['退押金', 'Given back'], from: 'guest', to: 'cash' }, hold: { label: ['预留', 'Hold'], from: 'guest', to: 'held' }, keep: { label: ['没收', 'Kept'], from: 'held', to: 'cash' } },
});
const Lending = defineProcess(Umbrella, 'in', {
  in: { label: ['在库', 'In'], tone: 'done' },
  lent: {
    label: ['借出', 'Lent'], tone: 'active',
    due: { step: 'take_back', at: ({ day, calendar }) => endOfBusinessDay(addDays(day, 1), calendar), escalateTo: 'keeper' },
    timer: { step: 'write_off', at: ({ day, calendar }) => endOfBusinessDay(addDays(day, 3), calendar) },
  },
  lost: { label: ['丢失', 'Lost'], tone: 'alarm' },
}, (step) => ({
  lend: step({
    label: ['借出', 'Lend'], from: ['in'], to: 'lent', by: ['clerk'],
    form: { guest: f.personName('客人', 'Guest'), deposit: f.money('押金', 'Deposit') },
    sign: [{ name: 'guest', label: ['客人', 'Guest'], by: 'guest' }, { name: 'keeper', label: ['保管员', 'Keeper'], by: 'user', role: 'keeper', refusable: true }],
    facts: async ({ tx, record }) => ({ held: await balanceOf(tx, Deposit, 'guest', record.id) }),
    guard({ input, facts }) { if (input.deposit < 1000 || facts.held > 0) throw new Refusal('umbrella.deposit', ['押金至少十元', 'At least ten yuan']); },
    set: ({ day }) => ({ lent_until: addDays(day, 1) }),
    effect: async ({ tx, record, input, now }) => { await post(tx, posting(Deposit, 'take', { amount: input.deposit, owner: record.id, because: `${record.number}/${record.version}`, at: now })); },
    slip: { kind: LendSlip, content: ({ record, input }) => ({ lines: [{ label: ['颜色', 'Colour'], value: record.colour }, { label: ['押金', 'Deposit'], value: String(input.deposit) }] }) },
  }),
  take_back: step({ label: ['收回', 'Take back'], from: ['lent'], to: 'in', by: ['clerk'], form: {}, ready: ({ record }) => (record.colour === '黑' ? ['黑伞不收', 'Not the black one'] : null) }),
  write_off: step({ label: ['报失', 'Write off'], from: ['lent'], to: 'lost', by: [], form: {} }),
}));
const umbrellas = defineModule({
  name: 'umbrellas', area: 'guests', label: ['雨伞', 'Umbrellas'], roles: { clerk: ['前台', 'Clerk'], keeper: ['保管员', 'Keeper'], porter: ['门卫', 'Porter'] },
  registers: [Umbrella, Stand, Wish], processes: [Lending], ledgers: [Deposit],
  duties: [
    defineDuty('umbrella_count', {
      label: ['清点雨伞', 'Count the umbrellas'], statements: ['VIP-1.10'], recurs: { every: 'day' }, by: '02:30', owner: 'keeper', deputy: 'porter', escalate: { to: 'clerk', afterMinutes: 30 }, unitKind: 'centre',
      form: { counted: f.integer('清点数', 'Counted') },
      guard({ input }) { if (input.counted === 0) throw new Refusal('umbrella_count.none', ['不会一把都没有', 'There cannot be none']); },
    }),
    defineDuty('umbrella_seen', {
      label: ['看伞', 'See them'], statements: [], recurs: { every: 'day' }, by: '20:00', owner: 'keeper', deputy: 'porter', unitKind: 'centre', form: {},
      evidence: async ({ tx, day }) => {
        const [row] = await tx.query<{ n: number }>('select count(*)::int as n from umbrella where tenant_id = $1 and created_at::date = $2', [tx.tenantId, day]);
        return row!.n > 0 ? { seen: row!.n } : null;
      },
    }),
  ],
  on: {
    'umbrella.seen': async (tx, payload) => {
      if (payload.bad) throw new Refusal('umbrella.bad', ['坏消息', 'Bad news']);
      await createRecord(tx, Umbrella, { colour: String(payload.colour) });
    },
  },
});

let t: TestKernel;
beforeAll(async () => { t = await startTest({ modules: [umbrellas], tables: [Umbrella, Stand, Wish], now: '2026-11-23T02:00:00Z' }); });
afterAll(() => t.close());
const lendingOf = async (colour = '红') => {
  const clerk = await t.actor('clerk', 'VIP');
  const keeper = await t.actor('keeper', 'VIP');
  const row = await t.create(Umbrella, clerk, { colour });
  return { clerk, keeper, row, signs: [t.sign('guest', '刘芳'), t.sign('keeper', keeper)] };
};

describe('台账', () => {
  test('登记:编号按营业日,未知字段、错误内容与岗位外的人都被拒绝,什么也不留下', async () => {
    t.at('2026-11-30T23:30:00Z'); // 北京时间 12 月 1 日 07:30,贵宾中心仍是 11 月 30 日
    const clerk = await t.actor('clerk', 'VIP');
    const row = await t.create(Umbrella, clerk, { colour: '红' });
    expect(row.number).toMatch(/^YS-202611-\d{4}$/);
    expect(row.unit_id).toBe(t.unit('VIP'));
    await expect(t.create(Umbrella, clerk, { colour: '蓝', nothing: 1 } as never)).rejects.toMatchObject({ status: 422, fields: { nothing: expect.anything() } });
    await expect(t.create(Umbrella, clerk, { colour: '蓝', lent_until: '2026-01-01' })).rejects.toMatchObject({ status: 422, fields: { lent_until: expect.anything() } });
    await expect(t.create(Umbrella, clerk, { colour: '透明' })).rejects.toMatchObject({ code: 'umbrella.colour' });
    await expect(t.create(Umbrella, await t.actor('keeper', 'VIP'), { colour: '蓝' })).rejects.toMatchObject({ status: 403 });
    await expect(t.create(Umbrella, clerk, { colour: '蓝', unit_id: t.unit('CC') })).rejects.toMatchObject({ status: 403 });
    expect(await t.sql(`select colour from umbrella where tenant_id = $1 and colour = '蓝'`, [t.tenantId])).toEqual([]);
  });

  test('登记在所填的单元:够不到的单元拒绝并说明,不留记录;声明可向他处提出的除外;产品自己登记的不问', async () => {
    const [mine, above] = [await t.actor('clerk', 'FS-NE'), await t.actor('clerk', 'FS')];
    expect((await t.create(Stand, mine, { at: t.unit('FS-NE') })).unit_id).toBe(t.unit('FS-NE'));
    expect((await t.create(Stand, above, { at: t.unit('FS-XJ') })).unit_id).toBe(t.unit('FS-XJ'));
    await expect(t.create(Stand, mine, { at: t.unit('FS-XJ') })).rejects.toMatchObject({ code: 'unit.beyond_reach', status: 422, label: [expect.stringContaining('新疆服务部'), expect.stringContaining('新疆服务部')] });
    expect(await t.sql('select 1 from umbrella_stand where tenant_id = $1', [t.tenantId])).toHaveLength(2);
    expect((await t.create(Wish, mine, { at: t.unit('FS-XJ') })).unit_id).toBe(t.unit('FS-XJ'));
    expect((await t.run(mine, (tx) => createRecord(tx, Stand, { at: t.unit('FS-XJ') }))).unit_id).toBe(t.unit('FS-XJ'));
  });

  test('同一请求编号:内容相同得同一结果,内容不同被拒绝,并发只办一次', async () => {
    const clerk = await t.actor('clerk', 'VIP');
    const key = newId(t.now());
    const answers = await Promise.all([1, 2, 3, 4].map(() => t.create(Umbrella, clerk, { colour: '绿' }, key)));
    expect(new Set(answers.map((a) => a.id)).size).toBe(1);
    await expect(t.create(Umbrella, clerk, { colour: '紫' }, key)).rejects.toMatchObject({ code: 'idempotency.other_content' });
    expect(await t.sql(`select 1 from umbrella where tenant_id = $1 and colour in ('绿', '紫')`, [t.tenantId])).toHaveLength(1);
  });

  test('列表:只见本单元的;个人信息打码,不能按它筛选;无权的字段不存在', async () => {
    const clerk = await t.actor('clerk', 'VIP');
    const other = await t.actor('clerk', 'CC');
    const row = await t.create(Umbrella, clerk, { colour: '橙色', phone: '13812345678', secret: '芝麻' });
    const list = (actor: typeof clerk, filter?: object) => t.kernel.read(actor, (tx) => listPage(tx, Umbrella, { page: 1, size: 50, ...(filter ? { filter: filter as never } : {}) }));
    const mine = (await list(clerk)).rows.find((r) => r.id === row.id);
    expect(mine).toMatchObject({ colour: '橙色', phone: '138****5678' });
    expect(mine).not.toHaveProperty('secret');
    expect((await list(await t.actor('keeper', 'VIP'))).rows.find((r) => r.id === row.id)).toMatchObject({ secret: '芝麻' });
    expect((await list(other)).rows).toEqual([]);
    expect((await list(clerk, { field: 'colour', op: 'contains', value: '橙' })).total).toBe(1);
    await expect(list(clerk, { field: 'phone', op: 'eq', value: '13812345678' })).rejects.toMatchObject({ code: 'filter' });
    await expect(list(clerk, { field: 'secret', op: 'eq', value: '芝麻' })).rejects.toMatchObject({ code: 'filter' });
    await expect(list(clerk, { field: 'colour; drop table umbrella', op: 'eq', value: '' })).rejects.toMatchObject({ code: 'filter' });
  });

  test('筛选值总是参数,从不进入语句', () => {
    const c = conditionOf(t.kernel, Umbrella, { all: [{ field: 'colour', op: 'in', value: ['红', `'; drop`] }, { field: 'state', op: 'ne', value: 'in' }] }, t.system, 3, 'Asia/Shanghai');
    expect(c).toEqual({ sql: '(r.colour in ($3, $4) and r.state is distinct from $5)', values: ['红', `'; drop`, 'in'] });
  });

  test('修改:留下旧值与新值;版本已变则拒绝', async () => {
    const { clerk, row } = await lendingOf('灰');
    await t.run(clerk, (tx) => editRecord(tx, Umbrella, row.id, 1, { colour: '银' }, '登记错了'));
    await expect(t.run(clerk, (tx) => editRecord(tx, Umbrella, row.id, 1, { colour: '金' }, null))).rejects.toMatchObject({ code: 'version' });
    const page = await t.kernel.read(clerk, (tx) => recordPage(tx, Umbrella, row.id));
    expect(page.timeline[0]).toMatchObject({ what: 'edit', reason: '登记错了', changes: [{ field: 'colour', before: '灰', after: '银' }] });
  });
});

describe('流程', () => {
  test('一步之中:校验、守卫、签名、入账、单据、待办同时成立,缺一不可', async () => {
    t.at('2026-12-02T04:00:00Z');
    const { clerk, keeper, row, signs } = await lendingOf();
    const lend = (input: object, s = signs) => t.step(Lending, row.id, 'lend', clerk, input as never, s);
    await expect(lend({ guest: '刘芳', deposit: 500 })).rejects.toMatchObject({ code: 'umbrella.deposit' });
    await expect(lend({ guest: '', deposit: 2000 })).rejects.toMatchObject({ status: 422, fields: { guest: expect.anything() } });
    await expect(lend({ guest: '刘芳', deposit: 2000 }, signs.slice(0, 1))).rejects.toMatchObject({ code: 'signature.missing' });
    await expect(lend({ guest: '刘芳', deposit: 2000 }, [signs[0]!, t.sign('keeper', clerk)])).rejects.toMatchObject({ code: 'signature.not_entitled' });
    await expect(lend({ guest: '刘芳', deposit: 2000 }, [t.refuse('guest', '刘芳', ['甲', '乙']), signs[1]!])).rejects.toMatchObject({ code: 'signature.refused' });
    await expect(lend({ guest: '刘芳', deposit: 2000 }, [signs[0]!, t.refuse('keeper', keeper.name, ['甲'])])).rejects.toMatchObject({ code: 'signature.witnesses' });
    expect(await t.read(Umbrella, row.id)).toMatchObject({ state: 'in', version: 1, guest: null });

    const written = await lend({ guest: '刘芳', deposit: 2000 });
    expect(written).toMatchObject({ state: 'lent', version: 2 });
    expect(await t.read(Umbrella, row.id)).toMatchObject({ state: 'lent', guest: '刘芳', lent_until: '2026-12-03' });
    expect(await t.run(clerk, (tx) => balanceOf(tx, Deposit, 'guest', row.id))).toBe(2000);
    const page = await t.kernel.read(clerk, (tx) => recordPage(tx, Umbrella, row.id));
    expect(page.slips).toMatchObject([{ number: expect.stringMatching(/^JS-20261202-\d{3}$/), copies: [['客户联', 'Guest copy'], ['商户联', 'House copy']] }]);
    expect(page.signatures.map((s) => s.name)).toEqual(['刘芳', keeper.name]);
    expect(page.timeline[0]!.sentence[0]).toContain('办理“借出”');
    expect(page.steps).toEqual([{ name: 'take_back', blocked: null }]);
    expect(await t.tasks(clerk)).toEqual(expect.arrayContaining([expect.objectContaining({ recordId: row.id, step: 'take_back', title: '红 刘芳', dueAt: '2026-12-04T00:00:00.000Z' })]));
    await expect(lend({ guest: '刘芳', deposit: 2000 })).rejects.toThrow(/Cannot “Lend” while “Lent”/);
  });

  test('逾期待办上报一次;定时步骤由系统办理一次,此前办结则不再发生', async () => {
    t.at('2026-12-10T04:00:00Z');
    const { clerk, keeper, row, signs } = await lendingOf('白');
    const second = await t.create(Umbrella, clerk, { colour: '粉' });
    for (const id of [row.id, second.id]) await t.step(Lending, id, 'lend', clerk, { guest: `客${id.slice(-3)}`, deposit: 1500 }, signs);
    expect(await t.tasks(keeper)).toEqual([]);
    t.later({ days: 2 });
    await t.tick();
    expect((await t.tasks(keeper)).map((x) => x.recordId).sort()).toEqual([row.id, second.id].sort());
    await t.step(Lending, second.id, 'take_back', clerk, {});
    t.later({ days: 3 });
    await Promise.all([t.tick(), t.tick()]);
    expect(await t.read(Umbrella, row.id)).toMatchObject({ state: 'lost', version: 3 });
    expect(await t.read(Umbrella, second.id)).toMatchObject({ state: 'in' });
    expect(await t.tasks(clerk)).not.toEqual(expect.arrayContaining([expect.objectContaining({ recordId: row.id })]));
  });

  test('两个人同时办同一步,只成一次;另一人知道是谁几点办的', async () => {
    t.at('2026-12-20T04:00:00Z');
    const { clerk, row, signs } = await lendingOf('蓝');
    const other = await t.actor('clerk', 'VIP', '周宇');
    const results = await Promise.allSettled([clerk, other].map((a) => t.step(Lending, row.id, 'lend', a, { guest: '刘芳', deposit: 3000 }, signs)));
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((results.find((r) => r.status === 'rejected') as PromiseRejectedResult).reason.label[0]).toMatch(/已于 12:00 “借出”/);
    expect(await t.run(clerk, (tx) => balanceOf(tx, Deposit, 'guest', row.id))).toBe(3000);
  });

  test('尚不能办的步骤说明原因,硬办也被拒绝;系统步骤人不能办', async () => {
    const { clerk, row, signs } = await lendingOf('黑');
    await t.step(Lending, row.id, 'lend', clerk, { guest: '李', deposit: 1000 }, signs);
    const page = await t.kernel.read(clerk, (tx) => recordPage(tx, Umbrella, row.id));
    expect(page.steps).toEqual([{ name: 'take_back', blocked: ['黑伞不收', 'Not the black one'] }]);
    await expect(t.step(Lending, row.id, 'take_back', clerk, {})).rejects.toMatchObject({ code: 'umbrella.not_ready' });
    await expect(t.step(Lending, row.id, 'write_off', clerk, {})).rejects.toMatchObject({ status: 403 });
  });
});

describe('账', () => {
  const at = () => t.now();
  const take = (id: string, amount: number, because: string, expires?: string) =>
    t.run(t.system, async (tx) => (await post(tx, posting(Deposit, 'take', { amount, owner: id, because, at: at(), ...(expires ? { expires } : {}) })))[0]!);
  const give = (id: string, amount: number, because: string) => t.run(t.system, async (tx) => (await post(tx, posting(Deposit, 'give', { amount, owner: id, because, at: at() })))[0]!);
  const lots = (id: string) => t.sql<{ remaining: number; expires: string }>('select remaining, expires from ledger_lot where tenant_id = $1 and owner = $2 order by expires', [t.tenantId, id]);
  const held = (id: string) => t.run(t.system, (tx) => balanceOf(tx, Deposit, 'guest', id));

  test('不足则拒绝;同一凭据只入账一次,金额不同则拒绝;八个并发不会透支', async () => {
    const { row } = await lendingOf('棕');
    await take(row.id, 500, 'a1');
    expect(await take(row.id, 500, 'a1')).toMatchObject({ repeated: true });
    await expect(take(row.id, 600, 'a1')).rejects.toMatchObject({ code: 'deposit.other_content' });
    const results = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => give(row.id, 100, `g${i}`)));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(5);
    expect(await held(row.id)).toBe(0);
    const [sum] = await t.sql<{ n: number }>('select sum(amount)::bigint as n from ledger_entry where tenant_id = $1', [t.tenantId]);
    expect(sum!.n).toBe(0);
  });

  test('批次:先到期先用;冲销回到原批次与原到期日,只冲一次', async () => {
    const { row } = await lendingOf('米');
    await take(row.id, 100, 'l1', '2027-12-31');
    await take(row.id, 50, 'l2', '2028-06-30');
    await give(row.id, 80, 'l3');
    await give(row.id, 40, 'l4');
    expect(await lots(row.id)).toEqual([{ remaining: 0, expires: '2027-12-31' }, { remaining: 30, expires: '2028-06-30' }]);
    const back = (because: string) => t.run(t.system, async (tx) => reverse(tx, Deposit, (await journalOf(tx, Deposit, 'give', 'l4'))!, { because }));
    await back('r4');
    expect(await lots(row.id)).toEqual([{ remaining: 20, expires: '2027-12-31' }, { remaining: 50, expires: '2028-06-30' }]);
    await expect(back('r5')).rejects.toMatchObject({ code: 'deposit.reversed' });
    expect(await held(row.id)).toBe(70);
  });
});

describe('预留与结账', () => {
  const held = (id: string) => t.run(t.system, async (tx) => [await balanceOf(tx, Deposit, 'guest', id), await balanceOf(tx, Deposit, 'held', id)]);
  const take = (id: string, amount: number, because: string, at = t.now()) => t.run(t.system, async (tx) => { await post(tx, posting(Deposit, 'take', { amount, owner: id, because, at })); });
  const reserve = (id: string, amount: number, because: string, until: Date | null = null) => t.run(t.system, (tx) => hold(tx, posting(Deposit, 'hold', { amount, owner: id, because, at: tx.now }), until));

  test('预留占用余额,只结束一次:使用、退回或到时退回', async () => {
    const { row } = await lendingOf('杏');
    await take(row.id, 100, 'h0');
    const used = await reserve(row.id, 60, 'h1');
    expect(await reserve(row.id, 60, 'h1')).toBe(used);
    await expect(reserve(row.id, 60, 'h2')).rejects.toMatchObject({ code: 'deposit.insufficient' });
    expect(await held(row.id)).toEqual([40, 60]);
    const settle = (id: string, amount: number, because: string) => t.run(t.system, (tx) => settleHold(tx, id, posting(Deposit, 'keep', { amount, owner: row.id, because, at: tx.now })));
    for (const amount of [59, 61]) await expect(settle(used, amount, 'h1')).rejects.toMatchObject({ code: 'hold.amount' });
    await settle(used, 60, 'h1');
    await expect(t.run(t.system, (tx) => releaseHold(tx, used, 'x'))).rejects.toMatchObject({ code: 'hold.ended' });
    await take(row.id, 60, 'h0 more');
    const other = await reserve(row.id, 60, 'h1 again');
    await expect(settle(other, 60, 'h1')).rejects.toMatchObject({ code: 'hold.cause' });
    await settle(other, 60, 'h1 again');
    const back = await reserve(row.id, 30, 'h3');
    await t.run(t.system, (tx) => releaseHold(tx, back, 'h3 back'));
    expect(await held(row.id)).toEqual([40, 0]);
    await reserve(row.id, 25, 'h4', new Date(t.now().getTime() + 3_600_000));
    t.later({ hours: 2 });
    await Promise.all([t.tick(), t.tick()]);
    expect(await held(row.id)).toEqual([40, 0]);
  });

  test('结账后的月份不再入账,只能在以后冲销;结账前后余额相同,并发入账不会漏在合计之外', async () => {
    t.at('2027-02-03T04:00:00Z');
    const { row } = await lendingOf('茶');
    const january = new Date('2027-01-15T04:00:00Z');
    await take(row.id, 700, 'p1', january);
    const cash = () => t.run(t.system, (tx) => balanceOf(tx, Deposit, 'cash'));
    const before = await cash();
    const racing = Array.from({ length: 6 }, (_, i) => take(row.id, 10, `race${i}`, january).then(() => 10, () => 0));
    const [closed, ...late] = await Promise.all([t.run(t.system, (tx) => closePeriod(tx, Deposit, '2027-01')), ...racing]);
    expect(closed).toBeUndefined();
    expect(await cash()).toBe(before - late.reduce<number>((a, b) => a + b, 0));
    await expect(take(row.id, 5, 'p2', january)).rejects.toMatchObject({ code: 'deposit.closed' });
    await expect(t.run(t.system, (tx) => closePeriod(tx, Deposit, '2027-01'))).rejects.toMatchObject({ code: 'deposit.closed' });
    await expect(t.run(t.system, (tx) => closePeriod(tx, Deposit, '2027-02'))).rejects.toMatchObject({ code: 'deposit.running' });
    await t.run(t.system, async (tx) => reverse(tx, Deposit, (await journalOf(tx, Deposit, 'take', 'p1'))!, { because: 'p1 back' }));
    expect(await cash()).toBe(before - late.reduce<number>((a, b) => a + b, 0) + 700);
  });
});

describe('定期事项', () => {
  test('只在有人任岗的中心产生;凌晨的期限属于前一营业日;逾期上报,做完留证据,不能做两次,也不能提前做', async () => {
    t.at('2027-03-01T04:00:00Z');
    const keeper = await t.actor('keeper', 'VIP');
    const clerk = await t.actor('clerk', 'VIP');
    await t.tick();
    const rows = await t.kernel.read(keeper, (tx) => dutyRows(tx, '2027-03-01', '2027-03-02'));
    const count = rows.filter((r) => r.duty === 'umbrella_count');
    expect(count.map((r) => [r.day, r.unit, r.dueAt, r.state, r.mine])).toEqual([
      ['2027-03-01', '星河会贵宾服务中心', '2027-03-01T18:30:00.000Z', 'open', true], ['2027-03-02', '星河会贵宾服务中心', '2027-03-02T18:30:00.000Z', 'open', true]]);
    const done = (actor: typeof keeper, id: string, input: object) => t.run(actor, (tx) => doDuty(tx, id, input, []));
    await expect(done(clerk, count[0]!.id, { counted: 3 })).rejects.toMatchObject({ status: 403 });
    await expect(done(keeper, count[0]!.id, {})).rejects.toMatchObject({ status: 422 });
    await expect(done(keeper, count[0]!.id, { counted: 0 })).rejects.toMatchObject({ code: 'umbrella_count.none' });
    await expect(done(keeper, count[1]!.id, { counted: 3 })).rejects.toMatchObject({ code: 'duty.early' });
    await done(keeper, count[0]!.id, { counted: 3 });
    await expect(done(keeper, count[0]!.id, { counted: 3 })).rejects.toMatchObject({ code: 'duty.done' });
    t.at('2027-03-02T19:30:00Z');
    await t.tick();
    const after = await t.kernel.read(clerk, (tx) => dutyRows(tx, '2027-03-01', '2027-03-02'));
    expect(after.filter((r) => r.duty === 'umbrella_count').map((r) => [r.state, r.escalatedAt !== null, r.mine])).toEqual([['done', false, false], ['missed', true, false]]);
  });

  test('系统已有的证据使事项自动完成', async () => {
    t.at('2027-03-10T04:00:00Z');
    await lendingOf('证');
    await t.tick();
    const rows = await t.sql<{ evidence: object; done_by_name: string }>(`select evidence, done_by_name from duty_occurrence where tenant_id = $1 and duty = 'umbrella_seen' and day = '2027-03-10'`, [t.tenantId]);
    expect(rows).toEqual([{ evidence: { seen: 1 }, done_by_name: '系统' }]);
  });
});

describe('消息', () => {
  test('上层模块各处理一次;一条处理失败留下原因,不挡后面的', async () => {
    await t.run(t.system, async (tx) => { emit(tx, 'umbrella.seen', { bad: true }); emit(tx, 'umbrella.seen', { colour: '虹' }); emit(tx, 'nobody.listens', {}); });
    await Promise.all([t.tick(), t.tick()]);
    expect(await t.sql(`select 1 from umbrella where tenant_id = $1 and colour = '虹'`, [t.tenantId])).toHaveLength(1);
    expect(await t.sql('select handler, problem from event_waiting where tenant_id = $1', [t.tenantId])).toEqual([{ handler: 'guests/umbrellas', problem: expect.stringContaining('umbrella.bad') }]);
    await expect(t.run(t.system, async (tx) => { emit(tx, 'umbrella.seen', { colour: '雾' }); throw new Refusal('x', ['x', 'x']); })).rejects.toMatchObject({ code: 'x' });
    await t.tick();
    expect(await t.sql(`select 1 from umbrella where tenant_id = $1 and colour = '雾'`, [t.tenantId])).toEqual([]);
  });
});

describe('审计', () => {
  test('链条可验证;删改一行历史即被指出', async () => {
    await t.run(t.system, (tx) => seal(tx));
    const check = () => t.kernel.read(t.system, verify);
    expect(await check()).toMatchObject({ ok: true, unsealed: 0 });
    await expect(t.run(t.system, (tx) => tx.query(`update history set actor_name = '别人' where tenant_id = $1`, [t.tenantId]))).rejects.toThrow(/permission denied/);
    await expect(t.run(t.system, (tx) => tx.query('delete from history where tenant_id = $1', [t.tenantId]))).rejects.toThrow(/permission denied/);
  });

  test('没有组织就没有数据', async () => {
    const { rows } = await t.kernel.pool.query('select (select count(*)::int from umbrella) as a, (select count(*)::int from history) as b, (select count(*)::int from ledger_entry) as c');
    expect(rows).toEqual([{ a: 0, b: 0, c: 0 }]);
  });

  test('事务中途失败:历史、编号、账目都不留下', async () => {
    const clerk = await t.actor('clerk', 'VIP');
    const row = await t.create(Umbrella, clerk, { colour: '藏青' });
    await expect(t.run(t.system, async (tx) => {
      await createRecord(tx, Umbrella, { colour: '半截' });
      await takeStep(tx, Lending, row.id, 'take_back', {});
    })).rejects.toMatchObject({ code: 'wrong_state' });
    expect(await t.sql(`select 1 from umbrella where tenant_id = $1 and colour = '半截'`, [t.tenantId])).toEqual([]);
    expect(await t.sql(`select 1 from history where tenant_id = $1 and after->>'colour' = '半截'`, [t.tenantId])).toEqual([]);
  });
});
