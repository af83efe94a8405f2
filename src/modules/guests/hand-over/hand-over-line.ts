/** The lines of a hand-over (交接明细): expected and counted, made only after the counts are in; and what became of a difference. Serves P11, section 4.7. */
import { defineRegister, f } from '../../../kernel/index.ts';
import { KINDS } from './rules.ts';

export const HandOverLine = defineRegister('hand_over_line', {
  label: ['交接明细', 'Line of a hand-over'],
  number: 'JJM-{0000000}',
  fields: {
    hand_over: f.ref('交接', 'Hand-over', 'hand_over'),
    round: f.integer('第几次核对', 'Round'),
    kind: f.choice('项目', 'What', KINDS),
    thing: f.text('明细', 'Which', { optional: true, max: 60 }),
    expected: f.integer('账面', 'Expected', { big: true, hint: ['钱以分计', 'Money in fen'] }),
    counted_out: f.integer('交班清点', 'Counted by outgoing', { big: true }),
    counted_in: f.integer('接班清点', 'Counted by incoming', { big: true, optional: true }),
    difference: f.text('差异', 'Difference', { optional: true, max: 400 }),
    difference_en: f.text('差异（英文）', 'Difference (English)', { optional: true, max: 400 }),
    settled: f.choice('处理', 'Settled', { explained: ['已说明', 'Explained'], posted: ['已入账', 'Posted'] }, { optional: true }),
    person: f.ref('由谁承担', 'Put to', 'app_user', { optional: true }),
    why: f.text('原因', 'Why', { optional: true, max: 200 }),
  },
  title: ['kind', 'thing'],
  list: ['hand_over', 'kind', 'thing', 'expected', 'counted_out', 'counted_in', 'difference', 'settled', 'person'],
  sorts: ['number'],
  indexes: [['hand_over', 'round']],
  hidden: true,
  access: { read: ['vip_agent', 'duty_supervisor', 'vip_manager', 'finance', 'auditor'], create: [] },
  empty: ['两次清点之后自动生成。', 'Made when both counts are in.'],
});
