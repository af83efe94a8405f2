/** The call centre. */
import { inState } from './records.mjs';

export const PEOPLE = [
  { name: 'code', login: 'ouyangna', address: '/p/rulebook/code' },
  { name: 'code-check', login: 'qinlan', address: '/p/rulebook/check' },
  { name: 'case', login: 'qinlan', address: inState('incident', 'proposed') },
  { name: 'rules-replayed', login: 'qinlan', address: '/p/discipline/replay' },
  { name: 'attendance-day', login: 'wujing', address: '/p/attendance/day' },
  { name: 'attendance-sheet', login: 'wujing', address: '/p/attendance/sheet' },
  { name: 'status-wall', login: 'sulin', address: '/p/status-board/wall' },
];
