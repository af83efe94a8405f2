/** What a notice says and what it opens. Outside the house: register, number, step or duty, deadline; never a title, a name or what somebody wrote. */
import type { Label, NoticeKind } from '../../kernel/api.ts';
import { localParts } from '../../kernel/calendar/zone.ts';
import { stepsOf } from '../../kernel/process/process.ts';
import type { Kernel } from '../../kernel/runtime.ts';

/** A piece of news as it waits in the queue. */
export interface NewsBody {
  readonly kind: NoticeKind | 'test'; readonly register: string | null; readonly recordId: string | null; readonly number: string | null; readonly what: string | null; readonly unit: string | null; readonly dueAt: string | null;
}

export const KINDS: { readonly [kind in NoticeKind]: Label } = {
  task: ['待办', 'To do'], duty: ['定期事项', 'Duty'], overdue: ['已超时', 'Overdue'], escalated: ['超时转来', 'Passed on, overdue'], own: ['关于本人的办理', 'About a record of yours'], told: ['提醒', 'For your attention'],
};

export function labelsOf(kernel: Kernel, n: Pick<NewsBody, 'register' | 'what'>): { readonly thing: Label; readonly deed: Label | null } {
  if (n.register === 'duty') return { thing: kernel.duties.get(n.what ?? '')?.label ?? ['定期事项', 'Duty'], deed: null };
  const register = kernel.registers.get(n.register ?? '');
  const process = kernel.processes.get(n.register ?? '');
  return { thing: register?.label ?? [n.register ?? '', n.register ?? ''], deed: (process && n.what !== null && stepsOf(process)[n.what]?.label) || null };
}

/** The line of the app. */
export function textOf(kernel: Kernel, n: Pick<NewsBody, 'kind' | 'register' | 'number' | 'what'> & { readonly words: Label | null }): Label {
  const { thing, deed } = labelsOf(kernel, n);
  const number = n.number ? ` ${n.number}` : '';
  const at = (l: 0 | 1) => (n.words ? `${n.words[l]}${l ? ' · ' : ' · '}${thing[l]}${number}` : `${thing[l]}${number}${deed ? (l ? `: ${deed[1]}` : `：${deed[0]}`) : ''}`);
  return [at(0), at(1)];
}

/** Where it opens; many records at once open their list. */
export function hrefOf(n: Pick<NewsBody, 'kind' | 'register' | 'recordId' | 'number' | 'what'>): string {
  if (n.register === 'duty') return `/duties?day=${encodeURIComponent(n.number ?? '')}`;
  if (n.register === null) return '/notices';
  if (n.recordId === null) return `/r/${n.register}`;
  const step = ['task', 'overdue', 'escalated'].includes(n.kind) && n.what ? `?step=${encodeURIComponent(n.what)}` : '';
  return `/r/${n.register}/${n.recordId}${step}`;
}

/** One line for a letter, a robot, a push. */
export function outsideLine(kernel: Kernel, n: NewsBody, lang: 0 | 1, zone: string): string {
  if (n.kind === 'test') return ['这是一条试发的消息', 'This is a message to try the channel'][lang]!;
  const { thing, deed } = labelsOf(kernel, n);
  const due = n.dueAt ? localParts(new Date(n.dueAt), zone) : null;
  return [
    KINDS[n.kind][lang], `${thing[lang]}${n.number ? ` ${n.number}` : ''}`, ...(deed ? [lang ? deed[1] : `“${deed[0]}”`] : []),
    ...(due ? [lang ? `due ${due.date} ${due.time}` : `截止 ${due.date.slice(5)} ${due.time}`] : []),
  ].join(lang ? ' · ' : ' · ');
}

export const headline = (n: number, lang: 0 | 1): string => [`值班台：${n} 条通知`, `值班台 Dutydesk: ${n === 1 ? 'one notice' : `${n} notices`}`][lang]!;
