/** Buildings on PostgreSQL: files lent and back, spaces used by one at a time, hand-over and inspection, labels. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../kernel/index.ts';
import { runQuery } from '../../../kernel/report/run.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { Building, BuildingFile, BuildingFileProcess, BuildingProcess, buildings, BuildingUse, BuildingUseProcess } from './index.ts';
import { BuildingLabelQuery, type BuildingLabel } from './label.ts';

let t: TestKernel;
let clerk: Actor;
let head: Actor;
let n = 0;
beforeAll(async () => {
  t = await startTest({ modules: [buildings], now: '2026-03-02T01:00:00Z' });
  clerk = await t.actor('estate_clerk', 'LC', '区惠芳');
  head = await t.actor('logistics_head', 'LC', '荣升');
});
afterAll(() => t.close());

const house = async () => (await t.create(Building, clerk, { name: `办公楼 ${++n}`, kind: 'office', address: '云岭路 1 号', title_right: 'owned' })).id;
const use = (building: string, over: object = {}) => t.create(BuildingUse, clerk, { building, space: '301', user_unit: t.unit('CC'), purpose: '办公', from_on: '2026-03-10', to_on: null, ...over });

test('产权档案登记存放处，借出须签字、到期须还，缺件不入库 [LOG-2.1]', async () => {
  const building = await house();
  await expect(t.create(BuildingFile, clerk, { building, kind: 'title', title: '产权证', kept_at: 'A-1', issued_on: '2020-01-01', valid_to: '2019-01-01' })).rejects.toThrow('building_file.span');
  const file = await t.create(BuildingFile, clerk, { building, kind: 'title', title: '产权证', document_no: '房权证 001', kept_at: 'A-1' });
  const out = { lent_to: '秦岚', due_back: '2026-03-05', purpose: '办理年检' };
  await expect(t.step(BuildingFileProcess, file.id, 'lend', clerk, out)).rejects.toThrow('signature');
  await expect(t.step(BuildingFileProcess, file.id, 'lend', clerk, { ...out, due_back: '2026-03-01' }, [t.sign('borrower', '秦岚')])).rejects.toThrow('building_file.back');
  await t.step(BuildingFileProcess, file.id, 'lend', clerk, out, [t.sign('borrower', '秦岚')]);
  expect(await t.read(BuildingFile, file.id)).toMatchObject({ state: 'lent', lent_to: '秦岚', due_back: '2026-03-05' });
  expect((await t.tasks(clerk)).map((task) => task.recordId)).toContain(file.id);
  await expect(t.step(BuildingFileProcess, file.id, 'take_back', clerk, { complete: false })).rejects.toThrow('building_file.incomplete');
  await t.step(BuildingFileProcess, file.id, 'take_back', clerk, { complete: true });
  expect(await t.read(BuildingFile, file.id)).toMatchObject({ state: 'kept', lent_to: null });
});

test('申请、批准、双方签字交接、入驻、搬出、按交接单验房 [LOG-2.2]', async () => {
  const building = await house();
  await expect(use(building, { to_on: '2026-03-01' })).rejects.toThrow('building_use.span');
  const { id } = await use(building);
  await expect(t.step(BuildingUseProcess, id, 'approve', clerk, {})).rejects.toMatchObject({ status: 403 });
  await t.step(BuildingUseProcess, id, 'approve', head, {});
  await expect(t.step(BuildingUseProcess, id, 'hand_over', clerk, { keys: 3, condition: '墙面完好，一扇窗关不严' }, [t.sign('giver', clerk)])).rejects.toThrow('signature');
  const done = await t.step(BuildingUseProcess, id, 'hand_over', clerk, { keys: 3, meters: '电 12,345', condition: '墙面完好，一扇窗关不严' }, [t.sign('giver', clerk), t.sign('taker', '秦岚')]);
  expect(done.slips).toHaveLength(1);
  await t.step(BuildingUseProcess, id, 'move_in', clerk, {});
  await expect(t.step(BuildingUseProcess, id, 'vacate', clerk, { vacated_on: '2026-03-09' })).rejects.toThrow('building_use.span');
  t.at('2026-06-30T02:00:00Z');
  await t.step(BuildingUseProcess, id, 'vacate', clerk, { vacated_on: '2026-06-30' });
  await expect(t.step(BuildingUseProcess, id, 'inspect', clerk, { keys_back: 4 }, [t.sign('user', '秦岚')])).rejects.toThrow('building_use.keys');
  await expect(t.step(BuildingUseProcess, id, 'inspect', clerk, { keys_back: 2 }, [t.sign('user', '秦岚')])).rejects.toThrow('building_use.keys_missing');
  await t.step(BuildingUseProcess, id, 'inspect', clerk, { keys_back: 2, inspection: '少一把，已换锁芯' }, [t.sign('user', '秦岚')]);
  expect(await t.read(BuildingUse, id)).toMatchObject({ state: 'inspected', keys: 3, keys_back: 2, vacated_on: '2026-06-30' });
  const next = await use(building, { from_on: '2026-07-01' });
  await t.step(BuildingUseProcess, next.id, 'approve', head, {});
  await expect(t.step(BuildingProcess, building, 'give_up', head, { reason: '退租' })).rejects.toThrow('building.not_ready');
});

test('同一处两份申请同时批准：只有一份成立，房号写法不同也算同一处', async () => {
  const building = await house();
  const both = [await use(building, { space: '３０２ 室' }), await use(building, { space: '302' })];
  const answers = await Promise.allSettled(both.map(({ id }) => t.step(BuildingUseProcess, id, 'approve', head, {})));
  expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
  expect(answers.filter((a) => a.status === 'rejected').map((a) => (a.reason as { code: string }).code)).toEqual(['building_use.taken']);
});

test('标签只给管房和报修的人；更换后地址不同，退出后没有，也不能再申请使用', async () => {
  const building = await house();
  const label = (who: Actor) => t.run(who, (tx) => runQuery(tx, BuildingLabelQuery, { building })) as Promise<BuildingLabel | null>;
  const first = await label(clerk);
  expect(first!.path).toMatch(/^\/intake\/[^/]+\/building_repair\/[A-Za-z0-9_-]{24}$/);
  expect(await label(await t.actor('finance', 'LC'))).toBeNull();
  await t.step(BuildingProcess, building, 'renew_label', clerk, { reason: '被撕' });
  expect((await label(clerk))!.path).not.toBe(first!.path);
  await t.step(BuildingProcess, building, 'give_up', head, { reason: '出售' });
  expect(await label(clerk)).toBeNull();
  await expect(use(building)).rejects.toThrow('building.unknown');
});
