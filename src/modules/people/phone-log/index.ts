/** Telephone log (电话日志): events of the telephone system, append-only, with the place each came from. Front door of the module. */
import { defineModule, Refusal, type Receiver } from '../../../kernel/index.ts';
import { AgentAlias } from './alias.ts';
import { PhoneImport } from './import.ts';
import { KeepCallerDays } from './parameters.ts';
import { PhoneLines, PhoneLogPage } from './queries.ts';
import { KEEPERS, READERS } from './roles.ts';
import { PhoneSource } from './source.ts';
import { takeInOnce } from './take-in.ts';
import { FollowFolders, ForgetCallers } from './watch.ts';

export { AgentAlias, aliasesOf, type AliasPeriod } from './alias.ts';
export { ALL_QUEUES, meaningOf, type Meaning, type PhoneEvent } from './event.rules.ts';
export { PhoneImport } from './import.ts';
export { eventsOf, logReaches, type SourceEvent } from './queries.ts';
export { takeQueueLine } from './queue-log.rules.ts';
export { PhoneSource } from './source.ts';
export { takeInOnce } from './take-in.ts';

const MOST_BYTES = 1024 * 1024 * 1024;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const PhoneFile: Receiver = {
  name: 'phone_log', label: ['电话日志文件', 'Telephone log file'], access: KEEPERS, maxBytes: MOST_BYTES,
  async receive({ file, fileName, values, ...reach }) {
    const source = values['source'];
    if (typeof source !== 'string' || !ID.test(source)) throw new Refusal('phone_import.source', ['请先选电话来源', 'Choose the telephone source first'], 422, { source: ['请选择', 'Please choose'] });
    return takeInOnce(reach, source, file, fileName);
  },
};

export const phoneLog = defineModule({
  name: 'phone-log',
  area: 'people',
  label: ['电话日志', 'Telephone log'],
  roles: {
    attendance_clerk: ['考勤员', 'Attendance clerk'], centre_manager: ['中心经理', 'Centre manager'], line_supervisor: ['线路主管', 'Line supervisor'], hr: ['人事', 'HR'],
  },
  registers: [PhoneSource, AgentAlias, PhoneImport],
  parameters: [KeepCallerDays],
  queries: [PhoneLogPage, PhoneLines],
  byTheClock: [FollowFolders, ForgetCallers],
  receivers: [PhoneFile],
  pages: { log: { label: ['电话日志', 'Telephone log'], access: READERS } },
});
