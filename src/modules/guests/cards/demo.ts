/** The club's products and its first dozen members, taken over from paper files; later members join through applications. */
import type { Demo } from '../../../kernel/demo.ts';
import { answer, calendar, createRecord, takeStep } from '../../../kernel/index.ts';
import { Member } from '../members/index.ts';
import { CardProduct, CardProductProcess, GoldThreshold, MemberCard, MemberCardProcess } from './index.ts';

const MEMBERS = [
  ['王丽', '13900000101', '1990-03-01', 'solar'], ['刘芳', '13900000102', '1988-09-25', 'lunar'], ['陈建国', '13900000103', '1975-11-12', 'solar'],
  ['迪丽热巴·买买提', '13900000104', '1992-06-03', 'solar'], ['赵敏', '13900000105', '1985-02-20', 'lunar'], ['曾国强', '13900000106', null, 'solar'],
  ['单小雨', '13900000107', '1996-02-29', 'solar'], ['欧阳倩', '13900000108', '2006-09-02', 'leap'], ['仇军', '13900000109', '1969-10-10', 'solar'],
  ['张伟', '13900000110', '1982-12-24', 'solar'], ['孙悦', '13900000111', '1994-05-05', 'solar'], ['马超', '13900000112', null, 'solar'],
] as const;

export async function demo(d: Demo): Promise<void> {
  const gao = d.actor('gaomin');
  d.at(at(d, 62, '14:10'));
  const product = await d.batch(gao, async (tx) => {
    const { id } = await createRecord(tx, CardProduct, { name: '会员卡', kind: 'member' });
    // The student card has no price yet: it stays off sale, with its question open.
    await createRecord(tx, CardProduct, { name: '学生卡', kind: 'student' });
    const stored = await createRecord(tx, CardProduct, { name: '储值卡', kind: 'stored_value' });
    await answer(tx, GoldThreshold, calendar.addDays(d.today, -70), 1_000_000, '经营会议决定：累计储值一万元升金卡');
    for (const one of [id, stored.id]) await takeStep(tx, CardProductProcess, one, 'put_on_sale', {});
    return { id };
  });
  for (const [i, [name, phone, birthday, kind]] of MEMBERS.entries()) {
    d.at(at(d, 61 - i, '16:30'));
    await d.batch(gao, async (tx) => {
      const member = await createRecord(tx, Member, { name, phone, birthday, birthday_kind: kind });
      const card = await createRecord(tx, MemberCard, { member: member.id, product: product.id });
      // The last member has not come back for the activation.
      if (i < MEMBERS.length - 1) await takeStep(tx, MemberCardProcess, card.id, 'activate', { card_no: `8800 ${String(1001 + i)}` });
      return card;
    });
  }
}

const at = (d: Demo, daysAgo: number, time: string): string => calendar.instantOf(calendar.addDays(d.today, -daysAgo), time, 'Asia/Shanghai').toISOString();
