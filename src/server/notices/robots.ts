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

export function callOf({ kind, url, secret }: Robot, text: string, now: Date): RobotCall {
  if (kind === 'wecom') return { url, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) };
  if (kind === 'dingtalk') {
    const at = new URL(url);
    if (secret !== null) {
      const timestamp = String(now.getTime());
      at.searchParams.set('timestamp', timestamp);
      at.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`));
    }
    return { url: at.href, body: JSON.stringify({ msgtype: 'text', text: { content: text } }) };
  }
  const timestamp = String(Math.floor(now.getTime() / 1000));
  // Here the text to be signed is the key, and what is signed is empty.
  return { url, body: JSON.stringify({ ...(secret === null ? {} : { timestamp, sign: hmac(`${timestamp}\n${secret}`, '') }), msg_type: 'text', content: { text } }) };
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
