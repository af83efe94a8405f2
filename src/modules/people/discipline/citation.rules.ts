/**
 * What a cited clause means for one incident (条款适用): its level at the grade of the incident, or why it carries none.
 * Exemption, place, thresholds, open levels, contradictory texts and the legal track are settled here.
 * CC-ACT-1, CC-ACT-3, CG-06 to CG-12, CG-17, CG-21, CG-28, CG-30, CG-31, CC-NOTE-1.
 */
import type { Label } from '../../../kernel/api.ts';
import {
  above, type Clause, clauseOf, GRADE_LABELS, isAdvice, isFavoured, type Level, LEVEL_LABELS, PARAMETER_LABELS, type Parameters, rank, reading, type RulebookVersion, ZONE_LABELS,
} from '../rulebook/index.ts';
import { type Case, type Incident, takesCallsOn } from './case.rules.ts';

/** In rising weight: of several cited clauses the heaviest outcome governs. */
export const NO_LEVEL = ['no-rule', 'out-of-scope', 'exempt', 'recorded', 'reminder', 'legal-track'] as const;
export type NoLevel = (typeof NO_LEVEL)[number];

export interface Step { readonly rule: string; readonly text: Label; readonly arithmetic: string | null }

export interface Citation {
  readonly clause: Clause | null;
  readonly cited: string;
  readonly family: string;
  /** First-offence level; null with `without` saying why. */
  readonly base: Level | null;
  /** Lowest level a count alone leads to (status board from the 4th time). */
  readonly floor: Level | null;
  readonly without: NoLevel | null;
  readonly byAnalogy: boolean;
  readonly steps: readonly Step[];
  readonly parameters: readonly (keyof Parameters)[];
}

export function cite(version: RulebookVersion, { incident, takesCalls }: Case, code: string): Citation {
  const clause = clauseOf(version, code);
  if (!clause) return without(null, code, 'no-rule', [step('CG-27', [`版本 ${version.no} 没有条款 ${code}`, `Version ${version.no} has no clause ${code}`])]);
  if (clause.kind !== 'offence') return citeRule(version, { incident, takesCalls }, clause);
  return citeOffence(version, incident, takesCallsOn(takesCalls, incident.occurredOn), clause);
}

function citeRule(version: RulebookVersion, { incident, takesCalls }: Pick<Case, 'incident' | 'takesCalls'>, rule: Clause): Citation {
  const late = version.parameters['late.level'];
  if (late && (rule.code === 'CC-FINE-1' || rule.code === 'CC-5.2b')) {
    return found({ ...rule, family: 'late' }, rule.code, late, [step('CG-11', [`迟到按本单位选定的级别：${LEVEL_LABELS[late][0]}`, `Lateness carries the level chosen here: ${LEVEL_LABELS[late][1]}`])], ['late.level']);
  }
  // Before any comparison: what is no breach is like no other breach.
  if (isAdvice(rule, reading(version.parameters, 'grooming.severity'))) return without(rule, rule.code, 'recorded', [step('CG-24', [`${rule.code} 是建议，不算违纪`, `${rule.code} is advice, not an offence`])], ['grooming.severity']);
  const compared = incident.analogyTo === undefined ? undefined : clauseOf(version, incident.analogyTo);
  if (compared?.kind === 'offence') {
    const like = citeOffence(version, incident, true, compared);
    return { ...like, cited: rule.code, byAnalogy: true, steps: [
      step('CC-NOTE-1', [`${rule.code} 没有处分级别，比照 ${compared.code} 处理；须第二批准人`, `${rule.code} has no level; handled like ${compared.code}; needs a second approver`]), ...like.steps,
    ] };
  }
  // A rule may lead to several offences: the mildest is the one the rule alone supports.
  const linked = rule.sanctions.map((code) => clauseOf(version, code)).filter((c) => c?.base != null);
  const mildest = linked.reduce((low, c) => (low === undefined || rank(c!.base!) < rank(low.base!) ? c : low), undefined as Clause | undefined);
  if (mildest) {
    const via = citeOffence(version, incident, takesCallsOn(takesCalls, incident.occurredOn), mildest);
    return { ...via, cited: rule.code, steps: [step(rule.code, [`${rule.code} 的处分见 ${mildest.code}`, `${rule.code} is sanctioned by ${mildest.code}`]), ...via.steps] };
  }
  return without(rule, rule.code, 'recorded', [step('CG-22', [`${rule.code} 没有写处分级别，只作记录`, `${rule.code} has no level printed; recorded only`])], ['coverage.record_only']);
}

function citeOffence(version: RulebookVersion, incident: Incident, takesCalls: boolean, printed: Clause): Citation {
  const parameters = version.parameters;
  if (printed.legalTrack && parameters.legal_track === 'on') {
    return without(printed, printed.code, 'legal-track', [step('CG-31', [`${printed.legalTrack[0]}；转人事办理`, `${printed.legalTrack[1]}; handed to HR`])], ['legal_track']);
  }
  if (printed.exempt === 'takes_calls=false' && !takesCalls) {
    return without(printed, printed.code, 'exempt', [step('CG-28', ['该员工当天不接听电话，不受此条约束', 'This person took no calls on that day and is exempt'])]);
  }
  return placed(parameters, incident, printed) ?? factual(version, incident, printed) ?? graded(version, incident, printed);
}

/** The place: outside the scope of the code, or inside it but where the sanction does not reach. */
function placed(parameters: Parameters, incident: Incident, clause: Clause): Citation | null {
  const [zh, en] = ZONE_LABELS[incident.zone];
  if (incident.zone === 'outside' && !clause.zones.includes('outside')) {
    if (incident.scopeReason?.trim()) return null;
    return without(clause, clause.code, 'out-of-scope', [step('CC-0.1', ['事发在公司场所之外，引用守则须写明理由', 'It happened outside the premises; citing the code needs a reason'])]);
  }
  const zones = parameters.zones_for_sanction?.[clause.code] ?? clause.zones;
  if (zones.length === 0 || zones.includes(incident.zone) || incident.zone === 'outside') return null;
  return without(clause, clause.code, 'recorded', [step('CG-08', [
    `${clause.code} 的处分不适用于${zh}，只作记录`, `The sanction of ${clause.code} does not reach this place (${en}); recorded only`,
  ])], ['zones_for_sanction']);
}

/** Clauses whose level hangs on a number or a circumstance. */
function factual(version: RulebookVersion, incident: Incident, clause: Clause): Citation | null {
  switch (clause.code) {
    case 'CC-ACT-3': return statusBoard(version, incident.nthInMonth, clause);
    case 'CC-ORAL-2':
    case 'CC-DIS-6': return incident.absence ? absent(version, incident.absence, clause) : null;
    case 'CC-ORAL-6': return incident.away ? away(version.parameters, incident.away, clause) : null;
    case 'CC-ORAL-12':
    case 'CC-DIS-8': return incident.grade === 'serious' ? paySecrecy(version, incident, clause) : null;
    case 'CC-ORAL-13': return urgentCall(version.parameters, incident, clause);
    default: return null;
  }
}

function statusBoard({ parameters }: RulebookVersion, nth: number | undefined, clause: Clause): Citation {
  const { reminder_at: reminderAt = 2, action_at: actionAt = 3 } = clause.figures;
  const times = nth ?? 1;
  const counted = step('CC-ACT-3', [`当月第 ${times} 次`, `Number ${times} in the month`], `${times} / ${actionAt}`);
  if (times < reminderAt) return without(clause, clause.code, 'recorded', [counted]);
  if (times < actionAt) return without(clause, clause.code, 'reminder', [counted, step('CC-ACT-3', ['口头提醒，不计入任何累计', 'Verbal reminder; it adds up to nothing'])]);
  const base = clause.base ?? 'action';
  if (times === actionAt || reading(parameters, 'status_board.fourth') === 'action') return found(clause, clause.code, base, [counted], ['status_board.fourth']);
  const floor = above(base);
  return { ...found(clause, clause.code, base, [counted, step('CG-17', [`当月第 ${times} 次按再犯处理`, `Number ${times} in the month is a repeat`])], ['status_board.fourth']), floor };
}

function absent(version: RulebookVersion, days: { readonly consecutive: number; readonly inMonth: number }, clause: Clause): Citation | null {
  const limits = clauseOf(version, 'CC-DIS-6');
  const { consecutive_days: inRow = 3, days_in_month: inMonth = 6 } = limits?.figures ?? {};
  const counted = step('CG-12', [`连续缺勤 ${days.consecutive} 个班次，当月 ${days.inMonth} 个`, `${days.consecutive} scheduled shifts in a row, ${days.inMonth} in the month`],
    `${days.consecutive} / ${inRow}; ${days.inMonth} / ${inMonth}`);
  if (limits && (days.consecutive >= inRow || days.inMonth >= inMonth)) return found(limits, clause.code, 'dismissal', [counted], ['absence.month', 'absence.consecutive']);
  const oral = clauseOf(version, 'CC-ORAL-2');
  if (!oral) return null;
  if (days.consecutive <= 1) return found(oral, clause.code, oral.base ?? 'oral', [counted]);
  return found(oral, clause.code, reading(version.parameters, 'absence.level[2 days]'), [
    counted, ...undecided(version.parameters, 'absence.level[2 days]'),
    step('CG-12', ['缺勤 2 天没有成文级别，按选定的级别', 'Two days carry no printed level; the chosen level applies']),
  ], ['absence.level[2 days]']);
}

function away(parameters: Parameters, { minutes, covered }: { readonly minutes: number; readonly covered: boolean }, clause: Clause): Citation | null {
  const least = reading(parameters, 'leaving_post.min');
  if (!covered && minutes >= least) return null;
  return without(clause, clause.code, 'recorded', [step('CG-30', covered
    ? ['离开的时间有暂停码或假单', 'A pause code or leave covers the time away']
    : [`离岗 ${minutes} 分钟，未到 ${least} 分钟`, `Away ${minutes} minutes, below ${least}`], `${minutes} / ${least}`)], ['leaving_post.min']);
}

/** The same words stand under Oral and under dismissal: the chosen level, or undecided the milder one (CG-06). */
function paySecrecy(version: RulebookVersion, incident: Incident, clause: Clause): Citation | null {
  const oral = clauseOf(version, 'CC-ORAL-12');
  const dismissal = clauseOf(version, 'CC-DIS-8');
  if (!oral || !dismissal) return null;
  const { parameters } = version;
  const heavy = Boolean(parameters['pay-secrecy.dismissal_criterion']) && (reading(parameters, 'pay-secrecy.serious') === 'dismissal' || incident.especiallySerious === true);
  const governing = heavy ? dismissal : oral;
  return found(governing, clause.code, governing.base ?? 'oral', [
    ...undecided(parameters, 'pay-secrecy.serious'),
    step('CG-06', [`CC-ORAL-12 与 CC-DIS-8 用词相同，适用 ${governing.code}`, `CC-ORAL-12 and CC-DIS-8 have the same words; ${governing.code} applies`]),
  ], ['pay-secrecy.serious', 'pay-secrecy.dismissal_criterion']);
}

function urgentCall(parameters: Parameters, incident: Incident, clause: Clause): Citation | null {
  if (!incident.urgentCall || incident.zone !== 'rest-room' || reading(parameters, 'phone.urgent_in_rest_area') === 'forbid') return null;
  return without(clause, clause.code, 'exempt', [
    ...undecided(parameters, 'phone.urgent_in_rest_area'),
    step('CC-1.11b', ['休息区接听急电且线路允许，不算违反', 'An urgent call in the rest area with the line permitting is no breach']),
  ], ['phone.urgent_in_rest_area']);
}

function graded(version: RulebookVersion, incident: Incident, printed: Clause): Citation {
  if (!printed.grades) return found(printed, printed.code, printed.base ?? 'action', []);
  const target = printed.grades[incident.grade];
  const [zh, en] = GRADE_LABELS[incident.grade];
  if (typeof target === 'string') {
    const clause = clauseOf(version, target) ?? printed;
    const moved = clause.code === printed.code ? [] : [step(clause.code, [`${zh}，适用 ${clause.code}`, `Grade ${en}: ${clause.code} applies`])];
    return found(clause, printed.code, clause.base ?? 'action', moved);
  }
  const level = target === null ? null : version.parameters[target.parameter];
  if (level === null) return without(printed, printed.code, 'recorded', [step(printed.code, [`${printed.code} 没有为${zh}写级别，只作记录`, `${printed.code} has no level for the grade ${en}; recorded only`])], target ? [target.parameter] : []);
  return found(printed, printed.code, level, [step('CC-ESC-1', [`${zh}按选定的级别：${LEVEL_LABELS[level][0]}`, `Grade ${en} carries the chosen level: ${LEVEL_LABELS[level][1]}`])], target ? [target.parameter] : []);
}

export function step(rule: string, text: Label, arithmetic: string | null = null): Step {
  return { rule, text, arithmetic };
}

export function undecided(parameters: Parameters, name: keyof Parameters): readonly Step[] {
  if (!isFavoured(parameters, name)) return [];
  const [zh, en] = PARAMETER_LABELS[name];
  return [step('CG', [`“${zh}”尚未选定，按对员工较有利的读法`, `"${en}" is undecided; the reading more favourable to the employee applies`])];
}

function found(clause: Clause, cited: string, base: Level, steps: readonly Step[], parameters: Citation['parameters'] = []): Citation {
  return { clause, cited, family: clause.family ?? clause.code, base, floor: null, without: null, byAnalogy: false, steps, parameters };
}

function without(clause: Clause | null, cited: string, why: NoLevel, steps: readonly Step[], parameters: Citation['parameters'] = []): Citation {
  return { clause, cited, family: clause?.family ?? cited, base: null, floor: null, without: why, byAnalogy: false, steps, parameters };
}
