/**
 * What a finding at the workplace means (现场发现的判定): allowed, advice, recorded only, exempt, or an offence with its clause; and why.
 * Serves AC-17, AC-18, AC-21, CG-07 to CG-10, CG-22 to CG-24.
 */
import { Refusal, type Label } from '../../../kernel/index.ts';
import { decide } from '../discipline/index.ts';
import { clauseOf, type DressItem, dressOn, type Grade, isAdvice, type Level, LEVEL_LABELS, type PhoneUse, phoneUse, reading, type RulebookVersion, versionOn, type Zone } from '../rulebook/index.ts';

export type Verdict = 'allowed' | 'flagged' | 'advice' | 'recorded' | 'exempt' | 'no-rule' | 'offence';
export interface Judged { readonly verdict: Verdict; readonly clause: string | null; readonly level: Level | null; readonly text: Label }
export interface Matter {
  readonly day: string; readonly rule: string; readonly offence: string | null; readonly advice: boolean; readonly zone: Zone; readonly grade: Grade;
  readonly dress: DressItem | null; readonly takesCalls: readonly { readonly from: string; readonly value: boolean }[];
}

const judged = (verdict: Verdict, clause: string | null, level: Level | null, text: Label): Judged => ({ verdict, clause, level, text });

/** The list marks the rules that ask one sex only as advice; the version of the day may have made them a duty. */
export function onlyAdvice(version: RulebookVersion, item: { readonly rule: string; readonly advice: boolean }): boolean {
  const rule = clauseOf(version, item.rule);
  return item.advice && (rule === undefined || isAdvice(rule, reading(version.parameters, 'grooming.severity')));
}

/** By the version in force on the day; what was in force on another day does not matter. */
export function judge(versions: readonly RulebookVersion[], m: Matter): Judged {
  const version = versionOn(versions, m.day);
  if (!version) return judged('no-rule', null, null, ['当天没有生效的守则', 'No rulebook was in force on that day']);
  if (onlyAdvice(version, m)) return judged('advice', null, null, ['只是建议，不是违纪（CG-24）', 'Advice, not an offence (CG-24)']);
  if (m.offence === null) return judged('recorded', null, null, ['没有成文的处分级别，只记录（CG-22）', 'No level is printed; recorded only (CG-22)']);
  if (m.dress !== null) {
    const dress = dressOn(version.parameters['dress.matrix'], m.dress, m.day);
    if (dress.verdict !== 'forbidden') return judged(dress.verdict, dress.clause, null, dress.text);
  }
  const { outcome, result, rule, steps } = decide(versions, { incident: { id: '', occurredOn: m.day, clauses: [m.offence], grade: m.grade, zone: m.zone }, history: [], on: m.day, contractTerm: '', takesCalls: m.takesCalls });
  const last = steps.at(-1)?.text ?? ['', ''];
  const clause = rule?.clause ?? m.offence;
  if (outcome === 'exempt') return judged('exempt', clause, null, last);
  if (result === null) return judged(outcome === 'no-rule' ? 'no-rule' : 'recorded', clause, null, last);
  return judged('offence', clause, result, [`${clause}，首犯${LEVEL_LABELS[result][0]}`, `${clause}, first offence: ${LEVEL_LABELS[result][1]}`]);
}

/** The telephone matrix of the day, with the level of an offence by its grade. */
export function judgePhone(versions: readonly RulebookVersion[], day: string, use: PhoneUse, grade: Grade): Judged {
  const version = versionOn(versions, day);
  if (!version) return judged('no-rule', null, null, ['当天没有生效的守则', 'No rulebook was in force on that day']);
  const { verdict, clause, text } = phoneUse(version.parameters, use);
  if (verdict !== 'offence' || clause === null) return judged(verdict === 'offence' ? 'recorded' : verdict, clause, null, text);
  const cited = decide(versions, { incident: { id: '', occurredOn: day, clauses: [clause], grade, zone: 'work-area', ...(use.urgent && use.lineFree ? { urgentCall: true as const } : {}) }, history: [], on: day, contractTerm: '', takesCalls: [] });
  return judged('offence', cited.rule?.clause ?? clause, cited.result, text);
}

export interface FoundLine { readonly item: string; readonly outcome: 'ok' | 'fault' | 'na' }
export function missing(items: readonly { readonly id: string; readonly text: string }[], lines: readonly FoundLine[]): Label | null {
  if (items.length === 0) return ['检查单还是空的', 'The checklist is empty'];
  const left = items.filter((i) => !lines.some((l) => l.item === i.id));
  return left.length === 0 ? null : [`还有 ${left.length} 项未查：${left.slice(0, 3).map((i) => i.text).join('；')}${left.length > 3 ? '……' : ''}`, `${left.length} items not looked at yet`];
}

/** A fault says what is wrong; customer documents lying about are shown on a photograph (CC-1.2b). */
export function refuseBareFault(line: { readonly outcome: string; readonly note: string | null; readonly photos: readonly string[] | null }, item: { readonly rule: string; readonly subject: string }): void {
  if (line.outcome !== 'fault') return;
  if ((line.note ?? '').trim().length < 2) throw new Refusal('round_line.note', ['有问题的要写明是什么问题', 'Say what is wrong'], 422, { note: ['必填', 'Required'] });
  if (item.rule === 'CC-1.2b' && (line.photos ?? []).length === 0) throw new Refusal('round_line.photo', ['客户资料外露须拍照为证', 'Customer documents left about need a photograph'], 422, { photos: ['请拍照', 'Add a photograph'] });
}
