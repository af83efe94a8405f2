/** How long masked numbers of callers are kept (来电掩码的保存期). The events themselves hold no customer data. Serves section 7.1, trap 7. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const KeepCallerDays = defineParameter('phone_log.keep_caller_days', {
  label: ['来电掩码保存天数', 'Days masked callers are kept'],
  help: ['来电号码只以掩码保存（如 138****0000），过期删除；0 表示不保存', 'Callers’ numbers are kept masked only (138****0000) and deleted after these days; 0 keeps none'],
  field: f.integer('天', 'Days', { min: 0, max: 1825 }), source: 'CC-5.2a', default: 90, writeBy: ['centre_manager'],
});
