/**
 * Confidentiality, cost and attendance (保密、成本、考勤).
 * CC-3.1 to CC-5.R2.
 */
import { type Clause, rule } from '../clause.rules.ts';

export const OFFICE: readonly Clause[] = [
  rule('CC-3.1', [96, 96], [
    '工作不需要时，任何客户资料都不得查看。',
    'Nobody looks up any customer details unless the work requires it.',
  ]),
  rule('CC-3.2', [98, 98], [
    '员工对自己的薪酬保密。',
    'Employees keep their own pay to themselves.',
  ], { sanctions: ['CC-ORAL-12'] }),
  rule('CC-4.1', [102, 102], [
    '为节约与环保，打印用黑白双面，或用再生纸。',
    'To save cost and paper, print in black and white on both sides, or on recycled paper.',
  ]),
  rule('CC-4.2a', [104, 106], [
    '下班后关掉自己负责区域的电源，收拾桌面，关闭电脑和显示器。',
    'After work switch off the power of the area in one\'s charge, clear the desk, shut down computer and monitor.',
  ]),
  rule('CC-4.2b', [104, 106], ['涉及客户的文件一律收存好。', 'Every document about customers is stored safely.']),
  rule('CC-5.1a', [110, 110], [
    '请假照制度办理；主管按当时工作状况决定准或不准。',
    'Leave follows the leave system; the supervisor decides in view of the work at hand.',
  ]),
  rule('CC-5.1b', [110, 112], [
    '上班、休息、用餐的时间都按公司排定的时间表。',
    'Working, rest and meal times follow the schedule of the company.',
  ], { sanctions: ['CC-IIP-1', 'CC-ORAL-6', 'CC-ORAL-9'] }),
  rule('CC-5.2a', [114, 114], [
    '在电话系统里如实做好考勤记录。',
    'Attendance is recorded correctly in the phone system.',
  ], { sanctions: ['CC-FINE-1'] }),
  rule('CC-5.2b', [114, 114], [
    '没有签到的，按迟到论。',
    'Whoever did not sign in is taken as late.',
  ], { sanctions: ['CC-FINE-1'], consequence: ['按迟到计', 'counts as late'] }),
  rule('CC-5.2c', [114, 114], [
    '没有签出的，当天按无薪事假论。',
    'Whoever did not sign out has that day counted as unpaid personal leave.',
  ], { consequence: ['当天计无薪事假', 'the day counts as unpaid personal leave'] }),
  rule('CC-5.3', [116, 116], [
    '不许替人签到签出，也不许找人替自己签。',
    'No signing in or out for others, and none by others for oneself.',
  ], { sanctions: ['CC-WRIT-1'] }),
  rule('CC-5.R1', [118, 118], [
    '每天上线前 5 分钟坐到位上，做好准备。',
    'Every day, be at one\'s seat and ready 5 minutes before going online.',
  ], { confidence: 'layout-uncertain', figures: { minutes_before: 5 } }),
  rule('CC-5.R2', [120, 120], [
    '发生任何紧急情况，马上报告上级并按应急程序处理。',
    'In any emergency, report to the superior at once and carry out the emergency procedure.',
  ], { confidence: 'layout-uncertain' }),
];
