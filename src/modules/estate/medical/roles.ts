/** Who does what about health (医疗保健的岗位). What was found at a check-up is the doctor's alone. Serves LOG-8.1, AS-41. */
export const ORGANISERS = ['general_affairs'] as const;
export const DOCTORS = ['company_doctor'] as const;
/** Heads see of their own people whether it is done, and nothing else. */
export const HEADS = ['centre_manager', 'branch_manager', 'line_supervisor', 'vip_director', 'logistics_head', 'hr'] as const;
export const READERS = [...ORGANISERS, ...DOCTORS, ...HEADS] as const;
export const REPORTERS = [...ORGANISERS, ...DOCTORS, 'centre_manager', 'branch_manager', 'line_supervisor', 'vip_director', 'logistics_head', 'duty_supervisor'] as const;
