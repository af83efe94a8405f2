/** Safety checklist (安全检查表): what a technician confirms before work at the customer's; each item is in order or does not apply here. Serves FS-2.4, SM-21, AC-35. */
import { f } from '../../../kernel/index.ts';

const ANSWERS = { ok: ['已具备', 'In order'], not_applicable: ['不涉及', 'Does not apply'], missing: ['不具备', 'Missing'] } as const;
const item = (zh: string, en: string) => f.choice(zh, en, ANSWERS);

export const SAFETY_FORM = {
  protection: item('劳保用品穿戴', 'Protective clothing worn'),
  permit: item('作业许可与现场交底', 'Work permit and briefing on site'),
  isolation: item('断电、断气、泄压并上锁挂牌', 'Power and gas cut, pressure released, locked and tagged'),
  gas_test: item('可燃及有毒气体检测', 'Test for flammable and toxic gas'),
  fire_gear: item('消防器材与逃生通道', 'Fire-fighting gear and way out'),
} as const;

export type SafetyAnswers = { readonly [K in keyof typeof SAFETY_FORM]: 'ok' | 'not_applicable' | 'missing' };
