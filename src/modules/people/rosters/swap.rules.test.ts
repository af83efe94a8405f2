/** Private changes found by comparing the plan with who was there; no database. */
import { expect, test } from 'vitest';
import { type Due, privateChanges, type Worked } from './swap.rules.ts';

const at = (time: string) => new Date(`2026-11-16T${time}:00Z`);
const due = (employee: string, from: string, to: string): Due => ({ id: `S-${employee}`, employee, day: '2026-11-16', from: at(from), to: at(to) });
const there = (employee: string, from: string, to: string): Worked => ({ employee, from: at(from), to: at(to) });
const LATE = due('1002', '05:00', '14:00');
const EARLY = due('1003', '01:00', '10:00');

test('没有自己的班却上了别人大半个班：两人各记一处 [AC-19]', () => {
  expect(privateChanges([LATE, EARLY], [there('1001', '05:10', '13:50'), there('1003', '01:00', '10:00')])).toEqual([{ shift: 'S-1002', day: '2026-11-16', owner: '1002', worker: '1001' }]);
});
test('换班批准后计划已改，什么也找不出 [AC-19]', () => {
  expect(privateChanges([{ ...LATE, employee: '1001' }], [there('1001', '05:10', '13:50')])).toEqual([]);
});
test.each([
  ['本人到了，哪怕迟到', [there('1002', '08:00', '14:00'), there('1001', '05:00', '14:00')]],
  ['只帮了不到半个班', [there('1001', '05:00', '09:30')]],
  ['谁也没来是缺勤，不是换班', []],
] as const)('%s，不算私自换班', (_why, worked) => {
  expect(privateChanges([LATE], worked)).toEqual([]);
});
test('自己也有班的同事照常上班，不算替别人上', () => {
  expect(privateChanges([LATE, due('1001', '05:00', '14:00')], [there('1001', '05:00', '14:00')])).toEqual([]);
});
