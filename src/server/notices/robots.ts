/**
 * Robots in group chats: WeCom (企业微信), DingTalk (钉钉), Feishu (飞书). Each takes a text at its own address; DingTalk and Feishu check a
 * signature made with a secret, and each says in its own way that it was asked too much.
 */
import { createHmac } from 'node:crypto';
import type { Label, RobotKind } from '../../kernel/api.ts';
import { ROBOT_LIMITS } from './timing.rules.ts';

export interface Robot { readonly kind: RobotKind; readonly url: string; readonly secret: string | null }
export interface RobotCall { readonly url: string; readonly body: string }
export type RobotAnswer = { readonly ok: true } | { readonly ok: false; readonly pauseSeconds: number };

export const ROBOTS: { readonly [kind in RobotKind]: { readonly label: Label; readonly host: RegExp } } = {
  wecom: { label: ['企业微信', 'WeCom'], host: /(^|\.)qyapi\.weixin\.qq\.com$/ },
  dingtalk: { label: ['钉钉', 'DingTalk'], host: /(^|\.)dingtalk\.com$/ },
  feishu: { label: ['飞书', 'Feishu'], host: /(^|\.)(feishu\.cn|larksuite\.com)$/ },
};

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64');

const MOBILE = /^1\d{10}$/;
/** What each service knows a person by: WeCom and DingTalk by the mobile number or the account, Feishu by the Open ID alone. Never everybody. */
export const MENTIONED_BY: { readonly [kind in RobotKind]: { readonly form: RegExp; readonly label: Label } } = {
  wecom: { form: /^(?!@?all$)[\w.@-]{1,64}$/i, label: ['手机号或成员账号', 'Mobile number or account'] },
  dingtalk: { form: /^(?!@?all$)[\w.-]{1,64}$/i, label: ['手机号或 userId', 'Mobile number or userId'] },
  feishu: { form: /^ou_\w{1,61}$/, label: ['Open ID（ou_ 开头）', 'Open ID (beginning with ou_)'] },
};
const listed = (name: string, of: readonly string[]) => (of.length > 0 ? { [name]: of } : {});

/** `mentions`: what those who are told by it gave for this service. */
export function callOf({ kind, url, secret }: Robot, text: string, now: Date, mentions: readonly string[] = []): RobotCall {
  const [mobiles, accounts] = [mentions.filter((m) => MOBILE.test(m)), mentions.filter((m) => !MOBILE.test(m))];
  if (kind === 'wecom') return { url, body: JSON.stringify({ msgtype: 'text', text: { content: text, ...listed('mentioned_list', accounts), ...listed('mentioned_mobile_list', mobiles) } }) };
  if (kind === 'dingtalk') {
    const at = new URL(url);
    if (secret !== null) {
      const timestamp = String(now.getTime());
      at.searchParams.set('timestamp', timestamp);
      at.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`));
    }
    // Who is not named in the text as well is not shown there.
    const named = mentions.length > 0 ? `${text}\n${mentions.map((m) => `@${m}`).join(' ')}` : text;
    return { url: at.href, body: JSON.stringify({ msgtype: 'text', text: { content: named }, ...(mentions.length > 0 ? { at: { ...listed('atMobiles', mobiles), ...listed('atUserIds', accounts), isAtAll: false } } : {}) }) };
  }
  const timestamp = String(Math.floor(now.getTime() / 1000));
  // Here the text to be signed is the key, and what is signed is empty.
  return { url, body: JSON.stringify({ ...(secret === null ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') }), msg_type: 'text', content: { text: mentions.length > 0 ? `${text}\n${mentions.map((m) => `<at user_id="${m}"></at>`).join(' ')}` : text } }) };
}

/** Codes that mean "too often"; everything else but 0 is an ordinary failure. */
const TOO_OFTEN: { readonly [kind in RobotKind]: readonly number[] } = { wecom: [45009, 45033], dingtalk: [130101, 410100, 90030], feishu: [9499, 11232] };

/** All three answer 200 to nearly everything and say in the body whether they took it. */
export function robotAnswer(kind: RobotKind, status: number, text: string): RobotAnswer {
  const { pauseSeconds } = ROBOT_LIMITS[kind];
  if (status === 429) return { ok: false, pauseSeconds };
  const code = codeOf(kind, text);
  if (status === 200 && code === 0) return { ok: true };
  return { ok: false, pauseSeconds: code !== null && TOO_OFTEN[kind].includes(code) ? pauseSeconds : 0 };
}

function codeOf(kind: RobotKind, text: string): number | null {
  try {
    const answer = JSON.parse(text) as { errcode?: unknown; code?: unknown; StatusCode?: unknown } | null;
    const code = kind === 'feishu' ? (answer?.code ?? answer?.StatusCode) : answer?.errcode;
    return typeof code === 'number' ? code : null;
  } catch {
    return null;
  }
}
