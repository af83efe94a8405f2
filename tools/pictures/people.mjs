/** The call centre. */
import { inState, record } from './records.mjs';

export const PEOPLE = [
  { name: 'code', login: 'ouyangna', address: '/p/rulebook/code' },
  { name: 'code-check', login: 'qinlan', address: '/p/rulebook/check' },
  { name: 'case', login: 'qinlan', address: inState('incident', 'proposed') },
  { name: 'rules-replayed', login: 'qinlan', address: '/p/discipline/replay' },
  { name: 'attendance-day', login: 'wujing', address: '/p/attendance/day' },
  { name: 'attendance-sheet', login: 'wujing', address: '/p/attendance/sheet' },
  { name: 'status-wall', login: 'sulin', address: '/p/status-board/wall' },
  { name: 'leave-requests', login: 'sulin', address: '/r/leave_request' },
  { name: 'roster-board', login: 'sulin', address: '/p/rosters/board' },
  { name: 'workplace-round-phone', login: 'sulin', address: '/p/workplace/round', width: 390, before: async (page, t) => {
    const begin = page.getByRole('button', { name: t('开始巡场', 'Begin a round') });
    if (await begin.isVisible()) await begin.click();
    await page.getByRole('button', { name: t('有问题', 'Fault') }).first().click();
  } },
  { name: 'dress-today', login: 'ouyangna', address: '/p/workplace/rules' },
  { name: 'look-ups', login: 'qinlan', address: '/r/customer_lookup' },
  { name: 'owed', login: 'dinghong', address: '/p/deductions/owed' },
  { name: 'documents-in-force', login: 'niewenbo', address: '/p/policies/shelf' },
  { name: 'exit-clearance', login: 'luowen', address: record('exit_clearance') },
];
