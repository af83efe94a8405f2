/**
 * Opening articles: who is bound, the ladder of sanctions and how offences add up (适用范围与处分阶梯).
 * CC-0.1, CC-ESC-1 to CC-ESC-3b.
 */
import { type Clause, rule } from '../clause.rules.ts';

export const PREAMBLE: readonly Clause[] = [
  rule('CC-0.1', [10, 10], [
    '凡在公司场所之内的同事均受本守则约束；违反者按造成损害的大小承担纪律处分。',
    'Everyone is bound by this code while on company premises; whoever breaks it is sanctioned according to the harm done.',
  ]),
  rule('CC-ESC-1', [12, 12], [
    '处分由轻到重分五级：Action、IIP、口头警告、书面警告、开除。',
    'Sanctions rise in five levels: Action, IIP, Oral Warning, Written Warning, Dismissal.',
  ], { figures: { levels: 5 } }),
  rule('CC-ESC-2', [14, 16], [
    '各条列出的是第一次违反时的级别；同类问题再次出现，提高一级处理。例：首次为 IIP，再次为口头警告。',
    'Each offence names the level for the first time; the same kind of offence again is handled one level higher. Example: first IIP, then Oral Warning.',
  ], { figures: { steps_up: 1 } }),
  rule('CC-ESC-3a', [18, 18], [
    '一年之内满 3 次口头警告，转为书面警告。',
    'Three Oral Warnings within one year become a Written Warning.',
  ], { figures: { orals: 3, years: 1 } }),
  rule('CC-ESC-3b', [18, 20], [
    '满 2 次书面警告，可能被解除劳动关系且得不到任何补偿；是否解除须经审查决定。',
    'Two Written Warnings may end the employment without any compensation; whether it ends is decided in a review.',
  ], { figures: { writtens: 2 } }),
];
