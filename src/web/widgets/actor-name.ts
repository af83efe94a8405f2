/** Who did something, as it stands in the history: people by their names, what happened without a person in the reader's language. */
import type { Label } from '../../kernel/api.ts';
import type { Translate } from './widget.ts';

const NOBODY: { readonly [name: string]: Label } = { 系统: ['系统', 'The system'], 外部填报: ['外部填报', 'From outside'] };
export const actorName = (name: string, t: Translate): string => (NOBODY[name] ? t(NOBODY[name]) : name);

/** Why the program acted without a person; what a person gave as a reason stands as it was written. */
const REASONS: { readonly [reason: string]: Label } = {
  timer: ['到时自动办理', 'its time had come'],
  event: ['由另一条记录引起', 'followed from another record'],
  duty: ['定期事项', 'a duty of the calendar'],
  demo: ['建立演示数据', 'building the demo'],
  'set-up': ['建立组织', 'setting up'],
  'sign-in': ['登录', 'signing in'],
  command: ['在终端执行的管理命令', 'a command at the terminal'],
  seal: ['按营业日封存', 'sealing the business day'],
  job: ['后台任务', 'a job'],
  intake: ['外部填报', 'a form filled in from outside'],
};
export const reasonText = (reason: string, t: Translate): string => (REASONS[reason] ? t(REASONS[reason]) : reason);
