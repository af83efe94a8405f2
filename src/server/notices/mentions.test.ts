/** Mentions in groups, as each service's robot is asked for them: only who gave a number or an account for it, only in what they are told and have not read. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../kernel/access/actor.ts';
import type { NoticeChoice, RobotKind } from '../../kernel/api.ts';
import { defineModule, defineProcess, defineRegister, f } from '../../kernel/index.ts';
import { tellTasks } from '../../kernel/notice/by-the-clock.ts';
import { startTest, type TestKernel } from '../../kernel/testing.ts';
import { openOutbound } from '../outbound/outbound.ts';
import { choose, FIRST_CHOICE } from './choice.ts';
import { deliver, type Delivering } from './deliver.ts';
import { keepRobot, switchOutlet } from './outlets.ts';
import { passOn } from './pass-on.ts';
import { openWorld, type World } from './testing-world.ts';

const Card = defineRegister('postcard', { label: ['明信片', 'Postcard'], number: 'MX-{0000}', list: ['what'], fields: { what: f.text('内容', 'Contents') }, access: { read: ['clerk'], create: ['clerk'] } });
const Posting = defineProcess(Card, 'waiting', {
  waiting: { label: ['待寄', 'Waiting'], tone: 'waiting', due: { step: 'post', at: ({ now }) => new Date(now.getTime() + 2 * 3_600_000) } },
  gone: { label: ['已寄', 'Gone'], tone: 'done' },
}, (step) => ({ post: step({ label: ['寄出', 'Post'], from: ['waiting'], to: 'gone', by: ['clerk'], form: {} }) }));
const mail = defineModule({ name: 'postcards', area: 'estate', label: ['收发', 'Mail room'], roles: { clerk: ['收发员', 'Clerk'] }, registers: [Card], processes: [Posting] });

let t: TestKernel;
let world: World;
let c: Delivering;
let [clerk, second] = [] as unknown as [Actor, Actor];
beforeAll(async () => {
  world = await openWorld();
  t = await startTest({ modules: [mail], tables: [Card], now: '2026-11-26T02:00:00Z' });
  c = { kernel: t.kernel, post: null, outbound: openOutbound({ allow: ['127.0.0.1'], timeoutMs: 700 }), publicUrl: null };
  [clerk, second] = [await t.actor('clerk', 'LC'), await t.actor('clerk', 'LC')];
}, 120_000);
afterAll(async () => { await t.close(); await world.close(); });

const prefer = (who: Actor, mentions: NoticeChoice['mentions'] | undefined) => t.run(who, (tx) => choose(tx, { ...FIRST_CHOICE, mentions }, 0));
/** What the robot is asked to say of a new task; `first`: before it is passed on. */
async function sent(kind: RobotKind, first = async (): Promise<unknown> => undefined): Promise<string> {
  world.heard.length = 0;
  world.answers.set(`/${kind}`, { text: kind === 'feishu' ? '{"code":0}' : '{"errcode":0}' });
  const { id } = await t.run(t.system, (tx) => keepRobot(tx, c.outbound, null, { kind, label: '群', unit: t.unit('LC'), url: `${world.at}/${kind}`, secret: null, kinds: ['task'], lang: 0, quietFrom: null, quietTo: null }));
  await t.create(Card, clerk, { what: '问候', unit_id: t.unit('LC') } as never);
  await tellTasks(t.kernel, t.tenantId);
  await first();
  await passOn(t.kernel, t.tenantId);
  await deliver(c, t.tenantId);
  await t.run(t.system, (tx) => switchOutlet(tx, 'robot', id, true));
  expect(world.heard).toHaveLength(1);
  return world.heard[0]!.body.toString('utf8');
}

test('群里提到自己填了的人：各服务各自的写法；没被告诉的、读过的、清空了的不提；写法不对、要提到所有人的，用本人的语言拒绝', async () => {
  const mentions = { wecom: '13800000001', dingtalk: 'second.li', feishu: 'ou_84aad35d084aa403a838cf73ee18467d' };
  await prefer(second, mentions);
  // Whoever made it is not told of it.
  await prefer(clerk, { wecom: 'clerk', dingtalk: 'clerk', feishu: 'ou_clerk' });
  expect(JSON.parse(await sent('wecom')).text).toEqual({ content: expect.stringContaining('MX-'), mentioned_mobile_list: ['13800000001'] });
  expect(JSON.parse(await sent('dingtalk'))).toMatchObject({ text: { content: expect.stringMatching(/MX-[\s\S]*\n@second\.li$/) }, at: { atUserIds: ['second.li'], isAtAll: false } });
  expect(JSON.parse(await sent('feishu')).content.text).toMatch(/MX-[\s\S]*\n<at user_id="ou_84aad35d084aa403a838cf73ee18467d"><\/at>$/);
  await prefer(second, undefined);
  expect(await sent('wecom')).toContain('13800000001');
  // Read meanwhile: the message goes out, the person is left in peace.
  const read = () => t.run(second, (tx) => tx.query('update notice set read_at = $2 where tenant_id = $1', [t.tenantId, tx.now]));
  expect(JSON.parse(await sent('wecom', read)).text).toEqual({ content: expect.stringContaining('MX-') });
  await prefer(second, { ...mentions, wecom: null });
  expect(JSON.parse(await sent('wecom')).text).toEqual({ content: expect.stringContaining('MX-') });
  for (const wrong of [{ wecom: '@all' }, { dingtalk: 'ALL' }, { feishu: '13800000001' }, { feishu: 'ou_"></at><at user_id="all' }, { wecom: '李 华' }]) {
    const [kind] = Object.keys(wrong);
    await expect(prefer(second, { ...mentions, ...wrong })).rejects.toMatchObject({ status: 422, code: 'notice.mention', label: [expect.stringContaining('请填写'), expect.stringContaining('give the')], fields: { [kind!]: expect.anything() } });
  }
});
