/** The rules of the staff register, as tables; no database. */
import { expect, test } from 'vitest';
import { assignmentOn, employedOn, placeOn, refuseWrongAssignment, refuseWrongEmployment, takesCallsOn, type Assignment } from './rules.ts';

const person = { unit_id: 'CC-IN', hired_on: '2024-03-01', left_on: '2026-06-30' };
const inbound: Assignment = { place: 'CC-IN', takes_calls: true, valid_from: '2024-03-01', valid_to: '2025-12-31' };
const quality: Assignment = { place: 'CC-QA', takes_calls: false, valid_from: '2026-01-01', valid_to: null };

test.each([['2024-02-29', false], ['2024-03-01', true], ['2026-06-30', true], ['2026-07-01', false]] as const)('%s 在职：%s', (day, expected) => {
  expect(employedOn(person, day)).toBe(expected);
});
test('未离职者一直在职', () => {
  expect(employedOn({ ...person, left_on: null }, '2099-01-01')).toBe(true);
});

test.each([
  ['2024-02-29', 'CC-IN', null], ['2025-12-31', 'CC-IN', true], ['2026-01-01', 'CC-QA', false], ['2030-01-01', 'CC-QA', false],
] as const)('%s 在 %s，接听电话：%s [CG-28]', (day, place, calls) => {
  expect(placeOn(person, [inbound, quality], day)).toBe(place);
  expect(takesCallsOn([quality, inbound], day)).toBe(calls);
});
test('没有安排时按员工所在部门', () => {
  expect(placeOn(person, [], '2026-01-01')).toBe('CC-IN');
  expect(assignmentOn([], '2026-01-01')).toBeNull();
});

test.each([
  ['起止颠倒', { valid_from: '2026-02-01', valid_to: '2026-01-31' }, 'employee_assignment.dates'],
  ['早于入职', { valid_from: '2024-02-29', valid_to: '2024-02-29' }, 'employee_assignment.not_employed'],
  ['晚于离职', { valid_from: '2026-07-01', valid_to: null }, 'employee_assignment.not_employed'],
  ['与前一安排同日', { valid_from: '2025-12-31', valid_to: '2025-12-31' }, 'employee_assignment.overlap'],
  ['与长期安排重叠', { valid_from: '2026-05-01', valid_to: null }, 'employee_assignment.overlap'],
] as const)('安排%s，不予登记', (_why, dates, code) => {
  expect(() => refuseWrongAssignment({ ...quality, ...dates }, person, [inbound, quality])).toThrow(code);
});
test('紧接前一安排可以登记', () => {
  expect(() => refuseWrongAssignment(quality, person, [inbound])).not.toThrow();
});

test('离职日早于入职日，不予登记', () => {
  expect(() => refuseWrongEmployment({ hired_on: '2026-03-01', left_on: '2026-02-28' })).toThrow('employee.dates');
  expect(() => refuseWrongEmployment({ hired_on: '2026-03-01', left_on: '2026-03-01' })).not.toThrow();
});
