/** What TypeScript cannot see about definitions is checked when the program starts; each problem names its offender. */
import { occurrences, type Recurrence } from './calendar/recurrence.ts';
import { OUTSIDE_KINDS } from './intake.ts';
import { stepsOf, targetsOf } from './process/process.ts';
import { sortsOf, titleFields } from './register/register.ts';
import type { Kernel } from './runtime.ts';

const NAME = /^[a-z][a-z0-9_]*$/;
const KERNEL_COLUMNS = ['id', 'number', 'state', 'unit_id', 'version', 'created_at', 'created_by', 'archived_at', 'tenant_id'];

export function checkDefinitions(kernel: Kernel): void {
  const problems = [...registerProblems(kernel), ...processProblems(kernel), ...ledgerProblems(kernel), ...dutyProblems(kernel), ...intakeProblems(kernel), ...roleProblems(kernel)];
  if (problems.length > 0) throw new Error(`definitions do not fit together:\n  ${problems.join('\n  ')}`);
}

function registerProblems(kernel: Kernel): string[] {
  return [...kernel.registers.values()].flatMap((r) => [
    ...(NAME.test(r.name) ? [] : [`register ${r.name}: a name is snake_case`]),
    ...Object.keys(r.fields).filter((n) => !NAME.test(n) || KERNEL_COLUMNS.includes(n)).map((n) => `${r.name}.${n}: not a possible field name`),
    ...Object.entries(r.fields).filter(([, f]) => f.kind.name === 'ref' && !kernel.registers.has(String(f.options.register)))
      .map(([n, f]) => `${r.name}.${n}: there is no register ${String(f.options.register)}`),
    ...(/\{0+\}/.test(r.number) ? [] : [`${r.name}: the number pattern lacks its digits`]),
    ...[...(r.unique ?? []), ...(r.indexes ?? [])].flat().filter((c) => !r.fields[c] && !KERNEL_COLUMNS.includes(c)).map((c) => `${r.name}: key over unknown column ${c}`),
    ...titleFields(r).filter((n) => r.fields[n]?.options.readBy).map((n) => `${r.name}: ${n} is not for everybody and cannot stand in the title`),
    ...sortsOf(r).filter((s) => r.fields[s.replace('-', '')]?.personal || r.fields[s.replace('-', '')]?.options.readBy).map((s) => `${r.name}: sorted by ${s}, which is not for everybody`),
  ]);
}

function processProblems(kernel: Kernel): string[] {
  return [...kernel.processes.values()].flatMap((p) => {
    const states = Object.keys(p.states);
    const steps = Object.entries(stepsOf(p));
    return [
      ...(kernel.registers.has(p.register.name) ? [] : [`process of ${p.register.name}: its register is in no module`]),
      ...Object.entries(p.states).flatMap(([state, s]) => [s.due?.step, s.timer?.step].filter((step) => step !== undefined && !steps.some(([name]) => name === step))
        .map((step) => `${p.register.name}.${state}: there is no step ${step}`)),
      ...steps.filter(([, s]) => targetsOf(s).length > 1 && !s.choose).map(([name]) => `${p.register.name}.${name}: several targets and no choose`),
      ...states.filter((state) => state !== p.start && !steps.some(([, s]) => targetsOf(s).includes(state))).map((state) => `${p.register.name}: no step leads to ${state}`),
      ...steps.flatMap(([name, s]) => Object.entries(s.form)
        .filter(([field, f]) => p.register.fields[field] !== undefined && p.register.fields[field].kind.name !== f.kind.name)
        .map(([field]) => `${p.register.name}.${name}: input ${field} is of another kind than the column of that name`)),
      ...steps.filter(([name]) => !NAME.test(name)).map(([name]) => `${p.register.name}.${name}: a step is a snake_case verb`),
    ];
  });
}

function ledgerProblems(kernel: Kernel): string[] {
  return [...kernel.ledgers.values()].flatMap((l) => [
    ...Object.entries(l.accounts).filter(([, a]) => a.per !== undefined && !kernel.registers.has(a.per)).map(([name, a]) => `${l.name}.${name}: there is no register ${a.per}`),
    ...Object.entries(l.accounts).filter(([, a]) => a.lots && a.floor === undefined).map(([name]) => `${l.name}.${name}: lots need a floor`),
    ...('reversal' in l.movements ? [`${l.name}: reversal is the kernel's own word`] : []),
  ]);
}

/** At least once in a leap year. */
const fallsDue = (rule: Recurrence): boolean => occurrences({ ...rule, restDay: 'same' }, '2028-01-01', '2029-01-01').length > 0;
/** No duty is active without owner, another deputy, frequency and evidence. A program with one that lacks any of them does not start. */
function dutyProblems(kernel: Kernel): string[] {
  return [...kernel.duties.values()].flatMap((d) => [
    ...(NAME.test(d.owner) ? [] : [`duty ${d.name}: has no owner`]),
    ...(NAME.test(d.deputy) && d.deputy !== d.owner ? [] : [`duty ${d.name}: has no deputy other than its owner`]),
    ...(fallsDue(d.recurs) && /^([01]\d|2[0-3]):[0-5]\d$/.test(d.by) ? [] : [`duty ${d.name}: has no frequency, or no time of day`]),
    ...(Object.keys(d.form).length > 0 || d.evidence !== undefined ? [] : [`duty ${d.name}: has no evidence, neither filled in nor from the records`]),
  ]);
}

function intakeProblems(kernel: Kernel): string[] {
  return [...kernel.intakes.values()].flatMap((i) => Object.entries(i.fields).filter(([, f]) => !OUTSIDE_KINDS.includes(f.kind.name))
    .map(([name, f]) => `intake ${i.name}.${name}: ${f.kind.name} cannot be filled in from outside`));
}

function roleProblems(kernel: Kernel): string[] {
  const known = new Set(kernel.modules.flatMap((m) => Object.keys(m.roles)));
  const used: [string, readonly string[]][] = [
    ...[...kernel.registers.values()].flatMap((r): [string, readonly string[]][] => [
      [`register ${r.name}`, [...r.access.read, ...r.access.create, ...(r.access.edit ?? []), ...(r.access.archive ?? [])]],
      ...Object.entries(r.fields).map(([n, f]): [string, readonly string[]] => [`${r.name}.${n}`, f.options.readBy ?? []]),
    ]),
    ...[...kernel.processes.values()].flatMap((p) => Object.entries(stepsOf(p)).map(([n, s]): [string, readonly string[]] =>
      [`step ${p.register.name}.${n}`, [...s.by, ...(s.sign ?? []).flatMap((x) => (x.role ? [x.role] : []))]])),
    ...[...kernel.reports.values(), ...kernel.composedReports.values(), ...kernel.queries.values()].map((r): [string, readonly string[]] => [`report ${r.name}`, r.access]),
    ...[...kernel.duties.values()].map((d): [string, readonly string[]] => [`duty ${d.name}`, [d.owner, d.deputy, ...(d.escalate ? [d.escalate.to] : [])]]),
    ...kernel.modules.flatMap((m) => Object.entries(m.pages ?? {}).map(([n, p]): [string, readonly string[]] => [`page ${m.name}/${n}`, p.access])),
  ];
  return used.flatMap(([where, roles]) => roles.filter((r) => !known.has(r)).map((r) => `${where}: no module names the post ${r}`));
}
