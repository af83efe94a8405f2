/** Every proof that a duty statement names is really there: a register's step, its opening, a duty of the program, or one of the ten rules of logistics. */
import { expect, test } from 'vitest';
import { modules } from '../src/modules.ts';
import { TEN } from '../src/modules/estate/house-rules/index.ts';
import { CLUB } from '../src/modules/guests/coverage/statements-club.ts';
import { LOGISTICS } from '../src/modules/guests/coverage/statements-logistics.ts';
import { QUESTIONS } from '../src/modules/guests/coverage/edition.ts';

const steps = new Set(modules.flatMap((m) => [
  ...m.registers.flatMap((r) => [`${r.name}.create`, `${r.name}.edit`]),
  ...((m.processes ?? []) as unknown as readonly { register: { name: string }; steps: object }[]).flatMap((p) => Object.keys(p.steps).map((s) => `${p.register.name}.${s}`)),
  ...(m.duties ?? []).map((d) => `duty:${d.name}`),
]).concat(TEN.map((rule) => `rule:${rule.statement}`)));
const proofs = [...CLUB, ...LOGISTICS].flatMap(([code, , , , named]) => named.map((name) => ({ code, name })));

test('条文所列凭据在程序里真有其事 [AS-44]', () => {
  expect(proofs.length).toBeGreaterThan(150);
  expect(proofs.filter((p) => !steps.has(p.name))).toEqual([]);
});
test('第五条每一句都有凭据；待定事项都是真的参数；责任岗位都是真的岗位 [AS-44]', () => {
  expect(CLUB.filter(([, , , , named]) => named.length === 0)).toEqual([]);
  const asked = [...new Set([...CLUB, ...LOGISTICS].flatMap(([, , , , , questions = []]) => questions))].sort();
  expect(asked).toEqual(QUESTIONS.map((q) => q.name).sort());
  const posts = new Set(modules.flatMap((m) => Object.keys(m.roles)));
  expect([...CLUB, ...LOGISTICS].filter(([, owner]) => !posts.has(owner)).map(([code]) => code)).toEqual([]);
});
