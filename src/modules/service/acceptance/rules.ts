/**
 * Rules of arrival acceptance (到货验收): what becomes of a shipment from its lines, which papers are still missing, and why it
 * cannot be closed yet, by name. Serves FS-5.4, FS-5.5, SM-27, AC-28.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';

export interface JudgedLine<P extends string = string> {
  readonly product: string;
  readonly units: number;
  /** State of the line: listed, accepted, missing_papers, complete, rejected. */
  readonly state: string;
  readonly missing: readonly P[] | null;
  readonly received: readonly P[] | null;
}
export type Outcome = 'accepted' | 'accepted_missing' | 'rejected';

/** Papers missing on one line make the whole shipment one with missing papers; it is rejected when nothing of it was taken. */
export function outcomeOf(lines: readonly JudgedLine[]): Outcome {
  if (lines.every((line) => line.state === 'rejected')) return 'rejected';
  return lines.some((line) => line.state === 'missing_papers') ? 'accepted_missing' : 'accepted';
}

export function stillMissing<P extends string>(line: Pick<JudgedLine<P>, 'missing' | 'received'>): readonly P[] {
  return (line.missing ?? []).filter((paper) => !(line.received ?? []).includes(paper));
}

type Words = { readonly [paper: string]: Label };
/** What stands in the way of closing, each by name: the papers of each line, and the departments that have not answered. */
export function obstaclesToClosing(lines: readonly JudgedLine[], unanswered: readonly Label[], papers: Words): Label | null {
  const lacking = lines.flatMap((line): Label[] => {
    const names = stillMissing(line).map((paper) => papers[paper] ?? ([paper, paper] as const));
    if (names.length === 0) return [];
    const [zh, en] = [names.map((n) => n[0]).join('、'), names.map((n) => n[1].toLowerCase()).join(', ')];
    return [[`${line.product}（${line.units} 台）缺${zh}`, `${line.product} (${line.units}) lacks: ${en}`]];
  });
  const silent = unanswered.map((office): Label => [`${office[0]}尚未答复`, `${office[1]} has not answered`]);
  const all = [...lacking, ...silent];
  return all.length === 0 ? null : [all.map((l) => l[0]).join('；'), all.map((l) => l[1]).join('; ')];
}

/** Lines on which nobody has said yet what was found. */
export function unjudged(lines: readonly JudgedLine[]): Label | null {
  if (lines.length === 0) return ['请先登记到货明细', 'Enter the lines of the shipment first'];
  const open = lines.filter((line) => line.state === 'listed').map((line) => line.product);
  return open.length === 0 ? null : [`尚未逐行清点：${open.join('、')}`, `Not inspected yet: ${open.join(', ')}`];
}

export function refuseWrongPapers<P extends string>(line: Pick<JudgedLine<P>, 'missing' | 'received'>, brought: readonly P[], filesThere: boolean, papers: Words): void {
  if (!filesThere) throw new Refusal('shipment_line.no_file', ['文件没有上传成功，请重新添加', 'The file did not arrive; add it again'], 422, { files: ['请添加文件', 'Add the file'] });
  const open = stillMissing(line);
  const foreign = brought.filter((paper) => !open.includes(paper)).map((paper) => papers[paper] ?? ([paper, paper] as const));
  if (foreign.length === 0) return;
  throw new Refusal('shipment_line.not_missing', [`此行不缺：${foreign.map((p) => p[0]).join('、')}`, `Not missing on this line: ${foreign.map((p) => p[1].toLowerCase()).join(', ')}`], 422,
    { received_now: ['只选仍缺的资料', 'Only papers still missing'] });
}

export function refuseImpossibleDays(days: { readonly signed_on: string | null; readonly shipped_on: string }, today: string): void {
  if (days.shipped_on > today) throw new Refusal('shipment.future', ['出厂日期不能晚于今天', 'It cannot have left in the future'], 422, { shipped_on: [`不晚于 ${today}`, `Not after ${today}`] });
  if (days.signed_on !== null && days.shipped_on < days.signed_on) {
    throw new Refusal('shipment.before_contract', [`合同 ${days.signed_on} 才签订`, `The contract was signed on ${days.signed_on}`], 422, { shipped_on: [`不早于 ${days.signed_on}`, `Not before ${days.signed_on}`] });
  }
}

export function refuseImpossibleArrival(shippedOn: string, arrivedOn: string, today: string): void {
  if (arrivedOn >= shippedOn && arrivedOn <= today) return;
  throw new Refusal('shipment.arrival_day', [`到货日期须在 ${shippedOn} 至 ${today} 之间`, `It arrived between ${shippedOn} and ${today}`], 422, { arrived_on: [`${shippedOn} 至 ${today}`, `${shippedOn} to ${today}`] });
}

/** The day on which the last unit of a contract left; null while some are still at the factory. */
export function isShippedWhole(units: number, sent: readonly { readonly units: number; readonly shipped_on: string }[]): string | null {
  const total = sent.reduce((sum, s) => sum + s.units, 0);
  return total < units ? null : sent.map((s) => s.shipped_on).sort().at(-1)!;
}
