/** Words of attendance (考勤用语), the same on pages, papers and in lists. Serves SM-6. */
export const OUTCOMES = {
  planned: ['班次未完', 'Shift not over'], on_time: ['正常', 'On time'], late_or_early: ['迟到早退', 'Late or early'], incomplete: ['漏签', 'Punch missing'], absent: ['无故缺勤', 'Unexplained absence'],
  on_leave: ['请假', 'On leave'], unplanned: ['计划外出勤', 'Worked without a shift'], rest: ['休息', 'Off'],
} as const;
export const PRINTED = { late: ['迟到（未签到）', 'Late (not signed in)'], unpaid_leave: ['无薪事假（未签出）', 'Unpaid personal leave (not signed out)'] } as const;
export const PAYS = {
  full: ['全额', 'In full'], proven: ['按实际', 'As proven'], pending: ['待补签决定', 'Pending correction'], unpaid: ['不计薪', 'Unpaid'], paid_leave: ['带薪假', 'Paid leave'], unpaid_leave: ['无薪假', 'Unpaid leave'], none: ['—', '—'],
} as const;
export const FLAGS = {
  missing_in: ['未签到', 'No sign-in'], missing_out: ['未签出', 'No sign-out'], not_ready: ['未提前到位', 'Not ready before'], late: ['迟到', 'Late'], early: ['早退', 'Left early'], restart: ['电话系统重启', 'Telephone restarted'],
  signed_in_on_leave: ['假中有签到', 'Signed in while on leave'], still_open: ['仍在岗', 'Still signed in'], corrected: ['已补签', 'Corrected'], evidence_only: ['仅有通话证据', 'Only calls as evidence'],
} as const;
export const FACTS = {
  same_device: ['同一话机', 'same device'], soon_after: ['间隔很短', 'shortly after'], both_at_once: ['两人同时在签到中', 'both signed in at once'], on_leave: ['当日请假', 'on leave that day'], no_call: ['没有来电', 'no call'], no_sign_out: ['没有签出', 'no sign-out'],
} as const;
