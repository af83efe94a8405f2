/** Figures of attendance that the code leaves open or that belong to the telephone system (考勤参数). Serves CC-5.R1, CG-13, SM-7. */
import { defineParameter, f } from '../../../kernel/index.ts';

export const ReadyMinutes = defineParameter('attendance.ready_minutes', {
  label: ['上线前到位（分钟）', 'Ready before going online (minutes)'], help: ['班次开始前几分钟须已签到；早于此不再要求', 'Signed in this many minutes before the shift'],
  field: f.integer('分钟', 'Minutes', { min: 0, max: 60 }), source: 'CC-5.R1', default: 5, writeBy: ['centre_manager'],
});
export const CapMinutes = defineParameter('attendance.cap_minutes', {
  label: ['漏签出的截止（分钟）', 'Where a forgotten sign-out ends (minutes)'], help: ['没有签出的在岗算到班次结束后这么久为止，并注明', 'A sign-in without a sign-out is taken to last this long beyond the shift, and says so'],
  field: f.integer('分钟', 'Minutes', { min: 0, max: 240 }), source: 'CC-5.2c', default: 30, writeBy: ['centre_manager'],
});
export const ProxyMinutes = defineParameter('attendance.proxy_minutes', {
  label: ['代签嫌疑的间隔（分钟）', 'Proxy sign-in: within (minutes)'], help: ['同一话机上两人先后签到，间隔在此之内才列出事实', 'Two people on one device within this time are listed with the facts'],
  field: f.integer('分钟', 'Minutes', { min: 1, max: 120 }), source: 'CC-5.3', default: 10, writeBy: ['centre_manager'],
});
export const CorrectionHours = defineParameter('attendance.correction_hours', {
  label: ['补签期限（小时）', 'Time for a correction (hours)'], help: ['班次结束后这么久之内可以补签；系统列出的漏签从列出时起算', 'Within this time after the shift; for what the system lists, from when it was listed'],
  field: f.integer('小时', 'Hours', { min: 1, max: 240 }), source: 'SM-7', default: 48, writeBy: ['centre_manager'],
});
export const attendanceParameters = [ReadyMinutes, CapMinutes, ProxyMinutes, CorrectionHours];
