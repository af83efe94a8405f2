/** Rules of duty coverage (职责落实): what shows that a sentence was fulfilled, and what keeps an edition from being published. Serves AS-44, G-L4. */
import type { Label } from '../../../kernel/index.ts';

export type Statement = readonly [code: string, owner: string, zh: string, en: string, proofs: readonly string[], questions?: readonly string[]];
/** How often a sentence is to be fulfilled; `each` means whenever the case arises. */
export const FREQUENCIES = { each: ['每次发生时', 'Each time'], day: ['每日', 'Daily'], week: ['每周', 'Weekly'], month: ['每月', 'Monthly'], quarter: ['每季', 'Quarterly'], half_year: ['每半年', 'Half-yearly'], year: ['每年', 'Yearly'] } as const;
export type Frequency = keyof typeof FREQUENCIES;

/** Who stands in, as long as the organisation says nothing else. */
const DEPUTIES: { readonly [owner: string]: string } = {
  vip_agent: 'duty_supervisor', front_desk: 'vip_agent', vip_manager: 'vip_director', vip_director: 'vip_manager', duty_supervisor: 'vip_manager', team_leader: 'duty_supervisor', service_supervisor: 'duty_supervisor', finance: 'vip_manager',
  logistics_head: 'general_affairs', general_affairs: 'logistics_head',
};
export const deputyOf = (owner: string): string => DEPUTIES[owner] ?? 'logistics_head';

/** As often as the most frequent duty among its proofs falls due; what is shown by steps alone, each time. */
export function frequencyOf(recurs: readonly { readonly every: string; readonly months?: readonly number[] }[]): Frequency {
  const order: readonly Frequency[] = ['day', 'week', 'month', 'quarter', 'half_year', 'year'];
  const found = recurs.map((r): Frequency => (r.every !== 'month' || r.months === undefined ? (r.every as Frequency) : r.months.length >= 4 ? 'quarter' : r.months.length >= 2 ? 'half_year' : 'year'));
  return order.find((f) => found.includes(f)) ?? 'each';
}

export interface Complete { readonly code: string; readonly owner_role: string | null; readonly deputy_role: string | null; readonly frequency: string | null; readonly proofs: string | null; readonly open_question: string | null }
const blank = (text: string | null): boolean => (text ?? '').trim() === '';
/** What an edition lacks before it may be in force: owner, deputy, frequency and evidence, unless an open question says why. */
export function lacking(s: Complete): readonly Label[] {
  if (!blank(s.open_question)) return [];
  const parts: readonly (readonly [string | null, Label])[] = [[s.owner_role, ['责任岗位', 'owner']], [s.deputy_role, ['代理岗位', 'deputy']], [s.frequency, ['频次', 'frequency']], [s.proofs, ['凭据', 'evidence']]];
  const missing = parts.filter(([text]) => blank(text)).map(([, label]) => label);
  return !blank(s.owner_role) && s.owner_role === s.deputy_role ? [...missing, ['另一代理岗位', 'a deputy other than the owner']] : missing;
}

export interface Proof { readonly name: string; readonly known: boolean; readonly count: number }
export type Standing = 'fulfilled' | 'not_yet' | 'open_question' | 'no_means';

/** An open question comes first: what hangs on it cannot be said to be fulfilled; a question of the sentence itself counts like one of the rulebook. */
export function standingOf(proofs: readonly Proof[], openQuestions: number): Standing {
  if (openQuestions > 0) return 'open_question';
  const known = proofs.filter((p) => p.known);
  if (known.length === 0) return 'no_means';
  return known.some((p) => p.count > 0) ? 'fulfilled' : 'not_yet';
}

/** Which article and section a code stands in: VIP-5.11 is section VIP-5. */
export const sectionOf = (code: string): string => code.slice(0, code.indexOf('.'));
/** VIP-5.2 before VIP-5.11. */
export function byCode(a: string, b: string): number {
  const parts = (code: string) => { const [head = '', tail = ''] = code.split('-'); const [s = '0', n = '0'] = tail.split('.'); return { head, s: Number(s), n: Number(n) }; };
  const [x, y] = [parts(a), parts(b)];
  return (x.head === y.head ? 0 : x.head > y.head ? -1 : 1) || x.s - y.s || x.n - y.n;
}

/** The article that is more one's own stands first: the one whose sentences more often name a post of the reader as owner or deputy. */
export function ownFirst<S extends { readonly code: string; readonly posts: readonly (string | null)[] }>(statements: readonly S[], posts: readonly string[]): readonly S[] {
  const head = (code: string) => code.slice(0, code.indexOf('-'));
  const own = (article: string) => statements.filter((s) => head(s.code) === article && s.posts.some((p) => p !== null && posts.includes(p))).length;
  const mine = new Map([...new Set(statements.map((s) => head(s.code)))].map((article) => [article, own(article)]));
  return [...statements].sort((a, b) => mine.get(head(b.code))! - mine.get(head(a.code))! || byCode(a.code, b.code));
}
/** What the sections of the two articles are about. */
export const SECTIONS: { readonly [section: string]: Label } = {
  'LOG-1': ['车辆与交通安全', 'Vehicles and traffic safety'], 'LOG-2': ['房产与房屋维修', 'Property and house repair'], 'LOG-3': ['资产、物资与费用核算', 'Assets, materials and cost'], 'LOG-4': ['内部财务', 'Internal finance'], 'LOG-5': ['食堂', 'Canteen'],
  'LOG-6': ['绿化', 'Greening'], 'LOG-7': ['计划生育', 'Family planning'], 'LOG-8': ['医疗卫生', 'Medical and health'], 'LOG-9': ['其他服务', 'Other services'], 'LOG-10': ['内部事务', 'Internal affairs'],
  'VIP-1': ['会员卡管理', 'Membership cards'], 'VIP-2': ['会员生日', 'Birthdays'], 'VIP-3': ['拓展与活动', 'Expansion and campaigns'], 'VIP-4': ['遗留物品', 'Lost property'], 'VIP-5': ['客服职责', 'Duties of customer service'], 'VIP-6': ['发票、备用金与交接', 'Invoices, float and hand-over'],
  'VIP-7': ['投诉与服务', 'Complaints and service'], 'VIP-8': ['入会办理', 'Joining'], 'VIP-9': ['中心主任', 'Centre director'],
};
/** Stands in a sentence for which this installation has no means when it is loaded. */
export const NO_MEANS: Label = ['本系统尚无落实手段：由谁做、多久一次、以何为凭待定', 'This system has no means for it yet: who does it, how often and shown by what are open'];

export function notPublishable(openQuestions: readonly Label[], statements: readonly Complete[]): Label | null {
  if (openQuestions.length > 0) {
    return [`规章待定事项尚未答复：${openQuestions.map((q) => q[0]).join('、')}`, `Open questions have no answer: ${openQuestions.map((q) => q[1]).join(', ')}`];
  }
  const incomplete = statements.map((s) => ({ code: s.code, missing: lacking(s) })).filter((s) => s.missing.length > 0);
  if (incomplete.length === 0) return null;
  const say = (lang: 0 | 1) => incomplete.slice(0, 10).map((s) => `${s.code} (${s.missing.map((m) => m[lang]).join(', ')})`).join('; ');
  return [`责任、代理、频次、凭据不全：${say(0).replaceAll(' (', '（').replaceAll(')', '）').replaceAll(', ', '、').replaceAll('; ', '；')}`, `Without owner, deputy, frequency or evidence: ${say(1)}`];
}
export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
