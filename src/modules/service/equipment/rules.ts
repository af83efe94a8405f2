/**
 * Warranty (保修): whether a failure is covered, for parts, labour and travel each on its own, decided by date arithmetic alone and
 * explained in sentences. Also the key by which two serial numbers are the same. Serves AC-32, SM-26.
 */
import { calendar, Refusal, type Label } from '../../../kernel/index.ts';

export const ASPECTS = { parts: ['配件', 'Parts'], labour: ['人工', 'Labour'], travel: ['差旅', 'Travel'] } as const satisfies { readonly [aspect: string]: Label };
export type Aspect = keyof typeof ASPECTS;
export const RESULTS = {
  in: ['在保', 'In warranty'], out: ['出保', 'Out of warranty'], contract: ['合同保障', 'Covered by contract'], undetermined: ['待定', 'Undetermined'],
} as const satisfies { readonly [result: string]: Label };
export type WarrantyResult = keyof typeof RESULTS;

export interface WarrantyTerms {
  readonly starts: 'commissioned' | 'shipped';
  /** Months; 0 = not covered by the warranty, null = not agreed yet. */
  readonly parts: number | null;
  readonly labour: number | null;
  readonly travel: number | null;
}
/** A contract that covers the unit from `from` to `to`, both days included. */
export interface Cover { readonly contract: string; readonly from: string; readonly to: string; readonly covers: readonly Aspect[] }
export interface WarrantyQuestion {
  readonly terms: WarrantyTerms;
  readonly shipped_on: string | null;
  readonly commissioned_on: string | null;
  readonly cover: readonly Cover[];
  readonly failed_on: string;
  readonly aspect: Aspect;
}
/** `[from, until)` is the span that decided; null where nothing could be computed. */
export interface WarrantyDecision { readonly result: WarrantyResult; readonly from: string | null; readonly until: string | null; readonly explanation: readonly Label[] }

/** The warranty first; a contract that covers the day stands in where the warranty does not. */
export function determineWarranty(q: WarrantyQuestion): WarrantyDecision {
  const base = byTerms(q);
  if (base.result === 'in') return concluded(q.aspect, base);
  const contract = q.cover.find((c) => c.covers.includes(q.aspect) && c.from <= q.failed_on && q.failed_on <= c.to);
  const passed = q.cover.filter((c) => c !== contract).map((c) => notThis(c, q));
  if (!contract) return concluded(q.aspect, { ...base, explanation: [...base.explanation, ...passed] });
  const [zh, en] = ASPECTS[q.aspect];
  return concluded(q.aspect, {
    result: 'contract', from: contract.from, until: calendar.addDays(contract.to, 1),
    explanation: [...base.explanation, [
      `合同 ${contract.contract} 自 ${contract.from} 至 ${contract.to}（含）保障${zh}，故障日 ${q.failed_on} 在其中，故按合同保障`,
      `Contract ${contract.contract} covers ${en.toLowerCase()} from ${contract.from} to ${contract.to} inclusive; the failure on ${q.failed_on} lies within, so the contract applies`,
    ]],
  });
}

function byTerms({ terms, shipped_on, commissioned_on, failed_on, aspect }: WarrantyQuestion): WarrantyDecision {
  const months = terms[aspect];
  const [start, [zh, en]] = terms.starts === 'commissioned' ? [commissioned_on, ['投运', 'commissioning']] as const : [shipped_on, ['发运', 'shipment']] as const;
  const unknown = (why: Label): WarrantyDecision => ({ result: 'undetermined', from: null, until: null, explanation: [why] });
  if (months === null) return unknown([`${ASPECTS[aspect][0]}的保修月数未约定`, `No warranty months are agreed for ${ASPECTS[aspect][1].toLowerCase()}`]);
  if (start === null) return unknown([`保修自${zh}日起算，但${zh}日期未登记`, `The warranty runs from ${en}, but the date of ${en} is not on record`]);
  if (months === 0) return { result: 'out', from: start, until: start, explanation: [[`${ASPECTS[aspect][0]}不在保修范围内（0 个月）`, `${ASPECTS[aspect][1]} is not part of the warranty (0 months)`]] };
  const until = calendar.addMonths(start, months);
  const rule: Label = [`保修自${zh}日 ${start} 起 ${months} 个月：[${start}, ${until})，起日在内，止日不在内`,
    `The warranty runs ${months} months from ${en} on ${start}: [${start}, ${until}), the first day included, the last not`];
  if (failed_on < start) {
    return { result: 'undetermined', from: start, until, explanation: [rule, [`故障日 ${failed_on} 早于起算日，须按供货约定判断`, `The failure on ${failed_on} lies before the start; the supply agreement decides`]] };
  }
  const within = failed_on < until;
  return {
    result: within ? 'in' : 'out', from: start, until,
    explanation: [rule, within ? [`故障日 ${failed_on} 在期内`, `The failure on ${failed_on} lies within`] : [`故障日 ${failed_on} 不早于 ${until}，已在期外`, `The failure on ${failed_on} is not before ${until}: outside`]],
  };
}

function notThis(c: Cover, q: WarrantyQuestion): Label {
  if (!c.covers.includes(q.aspect)) return [`合同 ${c.contract} 不保障${ASPECTS[q.aspect][0]}`, `Contract ${c.contract} does not cover ${ASPECTS[q.aspect][1].toLowerCase()}`];
  return [`合同 ${c.contract} 保障期 ${c.from} 至 ${c.to}，不含故障日`, `Contract ${c.contract} covers ${c.from} to ${c.to}, not the day of the failure`];
}

function concluded(aspect: Aspect, d: WarrantyDecision): WarrantyDecision {
  return { ...d, explanation: [...d.explanation, [`结论：${ASPECTS[aspect][0]}${RESULTS[d.result][0]}`, `Result: ${ASPECTS[aspect][1].toLowerCase()} ${RESULTS[d.result][1].toLowerCase()}`]] };
}

/** Plates are copied with and without spaces, in either case, in full-width letters and with any dash at hand: all of these are one serial. */
export const serialKey = (serial: string): string => serial.normalize('NFKC').replace(/\s/g, '').replace(/[‐‑‒–—―−]/g, '-').toUpperCase();

export function refuseDouble(twin: { readonly number: string } | null): void {
  if (twin === null) return;
  throw new Refusal('equipment.double', [`该客户已有同型号、同出厂编号的设备 ${twin.number}`, `This customer already has ${twin.number} with the same model and serial number`], 409,
    { serial: [`与 ${twin.number} 相同`, `The same as ${twin.number}`] });
}

export function refuseOddDates(shipped: string | null, commissioned: string | null, today: string): void {
  const future: Label = [`不能晚于今天 ${today}`, `Not after today, ${today}`];
  if (shipped !== null && shipped > today) throw new Refusal('equipment.future', ['发运日期晚于今天', 'Shipped in the future'], 422, { shipped_on: future });
  if (commissioned !== null && commissioned > today) throw new Refusal('equipment.future', ['投运日期晚于今天', 'Commissioned in the future'], 422, { commissioned_on: future });
  if (shipped !== null && commissioned !== null && commissioned < shipped) {
    throw new Refusal('equipment.order_of_dates', ['投运日期早于发运日期', 'Commissioned before it was shipped'], 422, { commissioned_on: [`不早于 ${shipped}`, `Not before ${shipped}`] });
  }
}

/** A unit stands on a site of its own customer. */
export function refuseForeignSite(site: { readonly customer: string } | null, customer: string): void {
  if (site === null || site.customer === customer) return;
  throw new Refusal('equipment.foreign_site', ['该站点不属于所选客户', 'This site belongs to another customer'], 422, { site: ['请选择该客户的站点', 'Choose a site of this customer'] });
}

/** A branch registers equipment on its own sites only. */
export function refuseForeignBranch(reached: boolean): void {
  if (reached) return;
  throw new Refusal('equipment.other_branch', ['该站点属于其他区域服务部', 'This site belongs to another branch'], 422, { site: ['请选择本区域的站点', 'Choose a site of your own branch'] });
}

export function refuseEmptySpan(from: string, to: string): void {
  if (from <= to) return;
  throw new Refusal('equipment_cover.span', ['止日早于起日', 'It ends before it begins'], 422, { to_on: [`不早于 ${from}`, `Not before ${from}`] });
}
