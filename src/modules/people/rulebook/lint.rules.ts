/**
 * Reading a rulebook before it is published (守则体检): contradictions, gaps, texts put together from a damaged page, rules
 * nobody sanctions. Errors block publishing. CG-01 to CG-32, SM-1.
 */
import type { Label } from '../../../kernel/api.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Clause } from './clause.rules.ts';
import { ITEMS, undefinedCells, WEEKDAY_LABELS } from './dress.rules.ts';
import { type Gap, GAPS, REMARKS, type Severity } from './gaps.rules.ts';
import { HARDENED, type Parameters } from './parameters.rules.ts';
import { type Choice, choiceOf, clauseOf, type RulebookVersion } from './rules.ts';
import { coverage, structureFindings } from './structure.rules.ts';

export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly clauses: readonly string[];
  readonly message: Label;
  /** What to choose. */
  readonly resolution: Label;
  readonly parameter: keyof Parameters | null;
  readonly suggestion: unknown;
  /** Who answered it, when and why; null while it stands open or when a preset's value was never looked at. */
  readonly chosen: Choice | null;
}

export function lintRulebook(version: RulebookVersion): readonly Finding[] {
  return [
    ...unconfirmed(version),
    ...badgeLoss(version),
    ...paySecrecy(version),
    ...GAPS.filter((gap) => gap.clauses.some((code) => clauseOf(version, code))).map((gap) => asFinding(version, gap)),
    ...unprovenPay(version),
    ...dress(version),
    ...coverageFinding(version),
    ...legalTrack(version),
    ...emptyText(version),
    ...sameWords(version),
    ...REMARKS.map((gap) => asFinding(version, gap)),
    ...structureFindings(version.clauses).map((found) => ({ ...found, severity: 'error' as const, parameter: null, suggestion: null, chosen: null })),
  ].sort((a, b) => a.id.localeCompare(b.id));
}

export function errorsOf(version: RulebookVersion): readonly Finding[] {
  return lintRulebook(version).filter((finding) => finding.severity === 'error');
}

/** Takes an approved version into force. Refused while an error stands, naming every one. */
export function publish(version: RulebookVersion): RulebookVersion {
  const errors = errorsOf(version);
  if (errors.length > 0) {
    throw new Refusal('rulebook.unpublishable', [
      `还有 ${errors.length} 个待定事项：${errors.map((f) => f.id).join('、')}`,
      `${errors.length} open questions stand: ${errors.map((f) => f.id).join(', ')}`,
    ], 409, Object.fromEntries(errors.map((f) => [f.id, f.resolution])));
  }
  return { ...version, status: 'effective' };
}

function asFinding(version: RulebookVersion, gap: Gap): Finding {
  const first = gap.parameters[0] ?? null;
  const open = gap.parameters.find((name) => version.parameters[name] === null);
  const parameter = open ?? first;
  return {
    id: gap.id, clauses: gap.clauses, message: gap.message, resolution: gap.resolution, parameter,
    severity: open || gap.parameters.length === 0 ? gap.severity : 'info',
    suggestion: parameter ? HARDENED[parameter] : null,
    chosen: open || !first ? null : choiceOf(version, first),
  };
}

function unconfirmed(version: RulebookVersion): readonly Finding[] {
  const confirmed = version.parameters['clauses.confirmed'];
  const open = (clause: Clause) => clause.confidence !== 'printed' && !confirmed.includes(clause.code);
  const groups: readonly (readonly [string, (clause: Clause) => boolean, Label])[] = [
    ['CG-01', (c) => c.code.startsWith('CC-DIS-') && c.confidence === 'reconstructed', ['解除清单第 6 至 21 项的正文与编号分离，按意思重新对上。', 'Items 6 to 21 of the dismissal list were printed apart from their numbers and matched by meaning.']],
    ['CG-02', (c) => c.code.startsWith('CC-IIP-'), ['IIP 栏有两段编号，前一段可能属于别处。', 'The IIP cell has two runs of numbers; the first may belong elsewhere.']],
    ['CG-03', (c) => c.code.startsWith('CC-5.R'), ['考勤之后有两条没有标题的条目，归入考勤。', 'Two items without a heading follow attendance and are filed there.']],
    ['CG-20', (c) => c.code === 'CC-FINE-5', ['赔偿第 5 项句末缺字，补为“个人利益”。', 'The last words of compensation item 5 are cut off and were completed as "personal gain".']],
  ];
  return groups.flatMap(([id, belongs, message]) => {
    const clauses = version.clauses.filter((clause) => clause.confidence !== 'printed' && belongs(clause));
    if (clauses.length === 0) return [];
    const standing = clauses.filter(open);
    return [{
      id, message, parameter: 'clauses.confirmed' as const,
      severity: standing.length > 0 ? 'warning' as const : 'info' as const,
      clauses: (standing.length > 0 ? standing : clauses).map((clause) => clause.code),
      resolution: ['请对照原件逐条确认。', 'Confirm each against the original.'] as const,
      suggestion: [...confirmed, ...standing.map((clause) => clause.code)],
      chosen: standing.length > 0 ? null : choiceOf(version, 'clauses.confirmed'),
    }];
  });
}

function badgeLoss(version: RulebookVersion): readonly Finding[] {
  const from = clauseOf(version, 'CC-1.14b')?.figures.from_yuan;
  const to = clauseOf(version, 'CC-1.14b')?.figures.to_yuan;
  const flat = clauseOf(version, 'CC-FINE-3')?.figures.badge_yuan;
  if (from === undefined || to === undefined || flat === undefined || (from === flat && to === flat)) return [];
  return [asFinding(version, {
    id: 'CG-04', severity: 'error', parameters: ['badge.loss'], clauses: ['CC-1.14b', 'CC-FINE-3'],
    message: [`门卡遗失一处写 ${from}–${to} 元，另一处写 ${flat} 元。`, `Badge loss is ${from}–${to} yuan in one place and ${flat} yuan in another.`],
    resolution: [
      `选定金额（建议取最低的 ${Math.min(flat, from)} 元）；若用区间须写明裁量标准；都不得超过有凭据的补办成本。`,
      `Choose an amount (suggested: the lowest, ${Math.min(flat, from)} yuan); a range needs written criteria; never above the documented replacement cost.`,
    ],
  })];
}

function paySecrecy(version: RulebookVersion): readonly Finding[] {
  const oral = clauseOf(version, 'CC-ORAL-12');
  const dismissal = clauseOf(version, 'CC-DIS-8');
  if (!oral || !dismissal || oral.base === dismissal.base) return [];
  const { 'pay-secrecy.serious': level, 'pay-secrecy.dismissal_criterion': criterion } = version.parameters;
  const found = asFinding(version, {
    id: 'CG-06', severity: 'error', parameters: ['pay-secrecy.serious'], clauses: ['CC-ORAL-12', 'CC-DIS-8'],
    message: ['违反薪酬保密且后果严重，同样的话既列在口头警告又列在开除。', 'Breach of pay secrecy with serious consequences stands in the same words under Oral Warning and under dismissal.'],
    resolution: ['选定级别（建议口头警告）；要开除须另写“特别严重”的标准。', 'Choose the level (suggested: Oral); dismissal needs a separate written criterion for "especially serious".'],
  });
  return [level === 'dismissal' && !criterion?.trim() ? { ...found, severity: 'error', parameter: 'pay-secrecy.dismissal_criterion', suggestion: null } : found];
}

function unprovenPay(version: RulebookVersion): readonly Finding[] {
  const printed = version.parameters.pay_effect !== 'evidence-based';
  return [{
    id: 'CG-13', severity: printed ? 'warning' : 'info', clauses: ['CC-5.2b', 'CC-5.2c'], parameter: 'pay_effect', suggestion: 'evidence-based',
    message: ['没签到就算迟到、没签出整天不计薪，哪怕有证据证明上了班；扣发已经证明的工时有法律风险。', 'Not signing in counts as late and not signing out costs the whole day even when work is proven; withholding proven time is a legal risk.'],
    resolution: ['建议按证据计薪：给 48 小时补签，已证明的工时照发。', 'Suggested: pay by evidence, with 48 hours to correct; proven time is paid.'],
    chosen: choiceOf(version, 'pay_effect'),
  }];
}

function dress(version: RulebookVersion): readonly Finding[] {
  const cells = undefinedCells(version.parameters['dress.matrix'], version.parameters['dress.rostered_days']);
  const days = [...new Set(cells.map((cell) => cell.day))];
  const list = (lang: 0 | 1) => days.map((day) => {
    const items = cells.filter((cell) => cell.day === day).map((cell) => ITEMS[cell.item].label[lang]);
    return `${WEEKDAY_LABELS[day - 1]?.[lang]} (${items.length}): ${items.join(lang === 0 ? '、' : ', ')}`;
  }).join('; ');
  return [{
    id: 'CG-23', severity: cells.length > 0 ? 'error' : 'info', clauses: ['CC-2.3.W2', 'CC-2.3.F3', 'CC-2.3'], parameter: 'dress.matrix',
    suggestion: HARDENED['dress.matrix'], chosen: cells.length > 0 ? null : choiceOf(version, 'dress.matrix'),
    message: cells.length > 0
      ? [`有人上班的日子还有着装项目没有定：${list(0)}`, `Days on which people work have dress items nobody has decided: ${list(1)}`]
      : ['每个上班日的着装项目都已定。', 'Every dress item is decided for every working day.'],
    resolution: ['逐格选定允许、不允许或不作规定。', 'Decide each cell: allowed, not allowed, or expressly not regulated.'],
  }];
}

function coverageFinding(version: RulebookVersion): readonly Finding[] {
  const { rulesWithoutSanction, sanctionsWithoutRule } = coverage(version);
  return [{
    id: 'CG-22', severity: rulesWithoutSanction.length > 0 ? 'warning' : 'info', clauses: [...rulesWithoutSanction, ...sanctionsWithoutRule],
    parameter: 'coverage.record_only', suggestion: [...version.parameters['coverage.record_only'], ...rulesWithoutSanction],
    chosen: rulesWithoutSanction.length > 0 ? null : choiceOf(version, 'coverage.record_only'),
    message: [
      `${rulesWithoutSanction.length} 条规定没有处分；${sanctionsWithoutRule.length} 条处分没有对应的规定。`,
      `${rulesWithoutSanction.length} rules have no sanction; ${sanctionsWithoutRule.length} sanctions have no rule before them.`,
    ],
    resolution: ['可选“只作记录”，或为其指定条款。', '"Record only" is a legal answer; or link a clause.'],
  }];
}

function legalTrack(version: RulebookVersion): readonly Finding[] {
  const clauses = version.clauses.filter((clause) => clause.legalTrack !== null).map((clause) => clause.code);
  if (clauses.length === 0) return [];
  return [{
    id: 'CG-31', severity: version.parameters.legal_track === 'on' ? 'info' : 'warning', clauses, parameter: 'legal_track', suggestion: 'on',
    message: ['不胜任、合同未续签、罢工、双重劳动关系在劳动法上不是普通违纪。', 'Incapacity, an unrenewed contract, strikes and second employment are not ordinary misconduct in labour law.'],
    resolution: ['建议转人事或法务办理，不进处分阶梯。', 'Suggested: hand over to HR or legal instead of the ladder.'],
    chosen: choiceOf(version, 'legal_track'),
  }];
}

function emptyText({ clauses }: RulebookVersion): readonly Finding[] {
  if (clauses.length > 0) return [];
  return [{ id: 'RB-EMPTY', severity: 'error', clauses: [], message: ['这个版本没有条款。', 'This version has no clauses.'], resolution: ['增加条款，或从文件导入。', 'Add clauses, or import a file.'], parameter: null, suggestion: null, chosen: null }];
}

/** The same words under two levels: whoever is sanctioned will point at the lower one. CG-06 is the printed case and has its own question. */
function sameWords({ clauses }: RulebookVersion): readonly Finding[] {
  const byText = new Map<string, Clause[]>();
  for (const clause of clauses) if (clause.base !== null) byText.set(bare(clause.text[0]), [...(byText.get(bare(clause.text[0])) ?? []), clause]);
  return [...byText.values()].filter((same) => new Set(same.map((one) => one.base)).size > 1 && !same.every((one) => PAY_SECRECY.includes(one.code))).map((same) => ({
    id: 'RB-SAME', severity: 'error' as const, clauses: same.map((one) => one.code), parameter: null, suggestion: null, chosen: null,
    message: [`同样的话列在不同级别：${same.map((one) => one.code).join('、')}`, `The same words stand at different levels: ${same.map((one) => one.code).join(', ')}`] as const,
    resolution: ['改写其中一条，使两者分得开。', 'Reword one of them so that they can be told apart.'] as const,
  }));
}
const bare = (text: string): string => text.replaceAll(/[\s，。；：、“”（）]/g, '');
const PAY_SECRECY: readonly string[] = ['CC-ORAL-12', 'CC-DIS-8'];
