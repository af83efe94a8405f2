/**
 * Offences that begin at Action and at IIP (首犯 Action 与首犯 IIP 的违纪行为).
 * CC-ACT-1 to CC-ACT-5, CC-IIP-1 to CC-IIP-7. The two IIP lists of the printed page are read as one (CG-02).
 */
import { type Clause, offence } from '../clause.rules.ts';

const phoneGrades = { light: 'CC-ACT-5', ordinary: 'CC-ACT-5', serious: 'CC-IIP-7' } as const;
const qualityGrades = { light: 'CC-ACT-4', ordinary: 'CC-ACT-4', serious: 'CC-IIP-6' } as const;

export const ACTION: readonly Clause[] = [
  offence('CC-ACT-1', 'action', 'headset', [124, 124], [
    '工作时间未把耳机戴在耳朵上；完全不接电话的员工（如 Debrief、OB 组）除外。',
    'Headset not worn on the ears during working time; staff who take no calls at all (such as the Debrief and OB teams) are exempt.',
  ], { exempt: 'takes_calls=false' }),
  offence('CC-ACT-2', 'action', 'phone', [126, 126], [
    '在公司内，私人通讯工具没有调成振动或静音。',
    'A private communication device not set to vibrate or silent inside the company.',
  ]),
  offence('CC-ACT-3', 'action', 'status-board', [128, 128], [
    '忘记翻或没有及时翻工作状态牌：当月第 2 次口头提醒，第 3 次给 Action；次月重新计数。',
    'Status board forgotten or not turned in time: a verbal reminder the 2nd time in a month, Action the 3rd; the next month starts anew.',
  ], { figures: { reminder_at: 2, action_at: 3 } }),
  offence('CC-ACT-4', 'action', 'quality', [130, 130], [
    '工作质量或效率没达到线路标准，情节较轻。',
    'Quality or efficiency of work below the standard of the line, light.',
  ], { grade: 'light', grades: qualityGrades }),
  offence('CC-ACT-5', 'action', 'phone', [132, 132], [
    '在办公区域摆弄手机。',
    'Handling a mobile phone in the office area.',
  ], { zones: ['work-area'], grades: phoneGrades }),
];

export const IIP: readonly Clause[] = [
  offence('CC-IIP-1', 'iip', 'schedule', [136, 136], [
    '不按线路排班，私自变动上班时间。',
    'Departing from the schedule of the line by changing working hours privately.',
  ], { confidence: 'layout-uncertain' }),
  offence('CC-IIP-2', 'iip', 'door', [138, 138], [
    '进出通道没有随手把门关上。',
    'Not closing the door behind oneself when passing in or out.',
  ], { confidence: 'layout-uncertain' }),
  offence('CC-IIP-3', 'iip', 'eating', [140, 142], [
    '上班时间在呼叫中心里吃零食、早餐或午餐；饼干例外，但要收在抽屉里。',
    'Eating snacks, breakfast or lunch in the call centre during working time; biscuits are excepted but must be kept in the drawer.',
  ], { zones: ['work-area'], confidence: 'layout-uncertain' }),
  offence('CC-IIP-4', 'iip', 'dress', [144, 144], [
    '着装不合公司要求。',
    'Dress that does not meet the dress code of the company.',
  ], { grades: { light: 'CC-IIP-4', ordinary: 'CC-IIP-4', serious: 'CC-ORAL-1' } }),
  offence('CC-IIP-5', 'iip', 'noise', [146, 146], [
    '在办公区域吵闹或弄出噪音。',
    'Loud talk or noise in the office area.',
  ], { zones: ['work-area'], grades: { light: 'CC-IIP-5', ordinary: 'CC-IIP-5', serious: 'CC-ORAL-3' } }),
  offence('CC-IIP-6', 'iip', 'quality', [148, 148], [
    '工作质量或效率没达到线路标准，情节严重。',
    'Quality or efficiency of work below the standard of the line, serious.',
  ], { grade: 'serious', grades: qualityGrades }),
  offence('CC-IIP-7', 'iip', 'phone', [150, 150], [
    '在办公区域摆弄手机，情节严重。',
    'Handling a mobile phone in the office area, serious.',
  ], { zones: ['work-area'], grade: 'serious', grades: phoneGrades }),
];
