/**
 * The frozen explanation of a decision, ready to be read (处分依据的写法): the words of its levels and questions are frozen with it, so that it
 * reads the same in ten years. No imports at run time: the browser reads stored explanations with it. AC-01, SM-2.
 */
import type { Label } from '../../../kernel/api.ts';
import type { Explanation } from './rules.ts';

/** As stored with the decision. */
export interface FrozenExplanation extends Explanation { readonly words: { readonly [key: string]: Label } }

/** Sentences first, so that whoever meets the stored text understands it; the facts as JSON in the last line. */
export function stored(e: FrozenExplanation): string {
  const { rule } = e;
  const word = (name: string) => e.words[name]?.[0] ?? name;
  return [
    e.result_label[0],
    ...(rule ? [`守则 ${rule.version} ${rule.clause}：${rule.text[0]}`] : []),
    ...e.steps.map((step) => `${step.rule} ${step.text[0]}`),
    ...e.history_used.map((h) => `计入 ${h.decision} ${word(h.level)}：${h.why[0]}`),
    ...e.history_ignored.map((h) => `未计入 ${h.decision}：${h.why[0]}`),
    ...Object.entries(e.params).map(([name, value]) => `${word(name)}：${said(value)[0]}`),
    ...e.choices.map((choice) => `${word(choice.parameter)}由 ${choice.by} 于 ${choice.at.slice(0, 10)} 选定：${choice.reason}`),
    ...e.law_checks.map((check) => check[0]),
    JSON.stringify(e),
  ].join('\n');
}

export function thawed(text: string): FrozenExplanation {
  return JSON.parse(text.slice(text.lastIndexOf('\n') + 1)) as FrozenExplanation;
}

/** The same facts under names that the explanation widget knows, every key in words. */
export function readable(e: FrozenExplanation): object {
  const word = (key: string): unknown => shown(e.words[key]) ?? key;
  return {
    result: shown(e.result_label),
    ...(e.rule ? { rule: { clause: e.rule.clause, version: e.rule.version, ...(e.rule.base ? { base: word(e.rule.base) } : {}), grade: word(e.rule.grade), text: e.rule.text } } : {}),
    steps: e.steps.map((step) => withRule(step.rule, step.text, step.arithmetic)),
    history_used: e.history_used.map((h) => ({ decision: h.decision, level: word(h.level), served: h.served, why: h.why })),
    history_ignored: e.history_ignored.map((h) => ({ decision: h.decision, why: h.why })),
    tally: [[`口头警告 ${e.accumulation.orals_in_window} / ${e.accumulation.needed}，书面警告 ${e.accumulation.writtens_in_window} / ${e.accumulation.writtens_needed}`,
      `Oral ${e.accumulation.orals_in_window} of ${e.accumulation.needed}, Written ${e.accumulation.writtens_in_window} of ${e.accumulation.writtens_needed}`]],
    params: Object.entries(e.params).map(([name, value]) => {
      const choice = e.choices.find((one) => one.parameter === name);
      return { name: e.words[name] ?? name, value: shown(said(value)), ...(choice ? { why: `${choice.by} ${choice.at.slice(0, 10)} ${choice.reason}` } : {}) };
    }),
    checks: [...e.law_checks, ...e.interpretations.map((note) => note.text)],
    ...(e.money.length > 0 ? { 赔偿: e.money.map((effect) => effect.text[0]).join('；') } : {}),
  };
}

/** The sum is kept with English words. */
const IN_CHINESE: readonly (readonly [word: string, chinese: string])[] = [
  ['IIP (improvement plan)', 'IIP'], ['Oral Warning', '口头警告'], ['Written Warning', '书面警告'], ['Dismissal', '开除'], ['max(', '取高('], ['min(', '取低('],
];
function withRule(rule: string, [zh, en]: Label, arithmetic: string | null): Label {
  const sum = arithmetic === null ? '' : `（${IN_CHINESE.reduce((said, [word, chinese]) => said.replaceAll(word, chinese), arithmetic)}）`;
  return [`${rule}：${zh}${sum}`, `${rule}: ${en}${arithmetic === null ? '' : ` (${arithmetic})`}`];
}

function said(value: unknown): Label {
  if (value === null || value === undefined) return ['未选定，从宽', 'undecided, the favourable reading'];
  if (typeof value === 'string') {
    const months = /^P(\d+)M$/.exec(value);
    return months ? [`${months[1]} 个月`, `${months[1]} months`] : (VALUES[value] ?? [value, value]);
  }
  if (typeof value === 'boolean') return value ? ['是', 'yes'] : ['否', 'no'];
  return typeof value === 'object' ? ['见守则版本', 'see the rulebook version'] : [String(value), String(value)];
}

const VALUES: { readonly [value: string]: Label } = {
  family: ['同一类别', 'the same family'], clause: ['同一条款', 'the same clause'], chain: ['在上一次上升一级', 'one above the last'], 'base+1': ['在首犯级别上升一级', 'one above the first offence'],
  repeat: ['按再犯处理', 'a repeat'], on: ['转人事或法务', 'handed to HR or legal'],
};

/** A word that is the same in both languages stands as plain text. */
function shown(label: Label | undefined): unknown {
  return label && label[0] === label[1] ? label[0] : label;
}
