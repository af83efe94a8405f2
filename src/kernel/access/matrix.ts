/** Who may what, read from the same declarations that decide: one row for each act on each register, one column for each post. */
import { defineQuery } from '../report/report.ts';
import { stepsOf } from '../process/process.ts';
import type { Kernel } from '../runtime.ts';

const ACTS = [['read', ['查看', 'Read']], ['create', ['登记', 'Create']], ['edit', ['修改', 'Edit']], ['archive', ['归档', 'Archive']]] as const;

export const AccessMatrix = defineQuery('access_matrix', {
  label: ['权限一览', 'Who may what'], access: ['administrator', 'auditor'], params: {},
  run: (tx) => Promise.resolve(matrixOf(tx.kernel)),
});

export function matrixOf(kernel: Kernel) {
  const roles = new Map(kernel.modules.flatMap((m) => Object.entries(m.roles)));
  const rows = [...kernel.registers.values()].flatMap((r) => [
    ...ACTS.map(([act, actLabel]) => ({ register: r.name, label: r.label, act, actLabel, roles: r.access[act] ?? [] })),
    ...Object.entries(kernel.processes.has(r.name) ? stepsOf(kernel.processes.get(r.name)!) : {}).map(([act, s]) => ({ register: r.name, label: r.label, act, actLabel: s.label, roles: s.by })),
  ]);
  return { roles: [...roles].map(([role, label]) => ({ role, label })), rows };
}
