/** The calls of the three robots: against signatures computed by OpenSSL, and their answers. */
import { expect, test } from 'vitest';
import { callOf, robotAnswer } from './robots.ts';

const now = new Date(1_700_000_000_123);

test('企业微信：地址原样，文本消息', () => {
  expect(callOf({ kind: 'wecom', url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', secret: null }, '值班台：1 条', now))
    .toEqual({ url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', body: '{"msgtype":"text","text":{"content":"值班台：1 条"}}' });
});
test('钉钉：毫秒时间戳与签名接在地址后', () => {
  const { url } = callOf({ kind: 'dingtalk', url: 'https://oapi.dingtalk.com/robot/send?access_token=t', secret: 'SECabc' }, 'x', now);
  const at = new URL(url).searchParams;
  expect([at.get('access_token'), at.get('timestamp'), at.get('sign')]).toEqual(['t', '1700000000123', 'IqXBU/aLfwMA3S/tDcfRmHx5vWHw9Y1aOgFLBr1Ti9w=']);
  expect(url).toContain('sign=IqXBU%2FaLfwMA3S%2FtDcfRmHx5vWHw9Y1aOgFLBr1Ti9w%3D');
  expect(callOf({ kind: 'dingtalk', url: 'https://oapi.dingtalk.com/robot/send?access_token=t', secret: null }, 'x', now).url).toBe('https://oapi.dingtalk.com/robot/send?access_token=t');
});
test('飞书：秒时间戳与签名在正文里', () => {
  const { url, body } = callOf({ kind: 'feishu', url: 'https://open.feishu.cn/open-apis/bot/v2/hook/h', secret: 'demo' }, 'x', now);
  expect([url, JSON.parse(body)]).toEqual(['https://open.feishu.cn/open-apis/bot/v2/hook/h', { timestamp: '1700000000', sign: '8oT2n3SMKFfEnDoiwer8BUM/SjKLwe9SqoEIHlhDTKo=', msg_type: 'text', content: { text: 'x' } }]);
  expect(JSON.parse(callOf({ kind: 'feishu', url: 'https://open.feishu.cn/x', secret: null }, 'x', now).body)).toEqual({ msg_type: 'text', content: { text: 'x' } });
});
test('提到几个人：手机号与账号分开，没有人就没有那一栏', () => {
  const body = (kind: 'wecom' | 'dingtalk' | 'feishu', mentions: string[]) => JSON.parse(callOf({ kind, url: 'https://a.example', secret: null }, 'x', now, mentions).body);
  expect(body('wecom', ['13800000001', 'li'])).toEqual({ msgtype: 'text', text: { content: 'x', mentioned_list: ['li'], mentioned_mobile_list: ['13800000001'] } });
  expect(body('dingtalk', ['13800000001', 'li'])).toEqual({ msgtype: 'text', text: { content: 'x\n@13800000001 @li' }, at: { atMobiles: ['13800000001'], atUserIds: ['li'], isAtAll: false } });
  expect(body('dingtalk', [])).toEqual({ msgtype: 'text', text: { content: 'x' } });
  expect(body('feishu', ['ou_a', 'ou_b'])).toEqual({ msg_type: 'text', content: { text: 'x\n<at user_id="ou_a"></at> <at user_id="ou_b"></at>' } });
});
test.each([
  ['wecom', 200, '{"errcode":0,"errmsg":"ok"}', true, 0], ['wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', false, 60], ['wecom', 200, '{"errcode":93000,"errmsg":"invalid webhook url"}', false, 0],
  ['dingtalk', 200, '{"errcode":0,"errmsg":"ok"}', true, 0], ['dingtalk', 200, '{"errcode":130101,"errmsg":"send too fast"}', false, 600], ['dingtalk', 200, '{"errcode":310000,"errmsg":"sign not match"}', false, 0],
  ['feishu', 200, '{"code":0,"msg":"success"}', true, 0], ['feishu', 200, '{"StatusCode":0,"StatusMessage":"success"}', true, 0], ['feishu', 200, '{"code":11232,"msg":"frequency limited"}', false, 60], ['feishu', 200, '{"code":19021,"msg":"sign match fail"}', false, 0],
  ['wecom', 429, '', false, 60], ['feishu', 429, 'slow down', false, 60], ['wecom', 200, '<html>a proxy</html>', false, 0], ['dingtalk', 200, '{}', false, 0], ['wecom', 502, '{"errcode":0}', false, 0], ['feishu', 200, 'null', false, 0],
] as const)('%s 回答 %i %s：收下 %s，歇 %i 秒', (kind, status, text, ok, pauseSeconds) => {
  expect(robotAnswer(kind, status, text)).toEqual(ok ? { ok } : { ok, pauseSeconds });
});
