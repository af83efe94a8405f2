/** What tests of joining and of stored value start from: a club with texts in force, products on sale, and people with an open shift. */
import type { Actor } from '../../../kernel/index.ts';
import { startTest, type TestKernel } from '../../../kernel/testing.ts';
import { cash } from '../../money/cash/index.ts';
import { CardProduct, CardProductProcess, cards, GoldThreshold, MemberCard, MemberCardProcess, StudentPrice } from '../cards/index.ts';
import { Member, members } from '../members/index.ts';
import { scripts, ScriptText, ScriptTextProcess } from '../scripts/index.ts';
import { Shift, shifts } from '../shifts/index.ts';
import { storedValue } from '../stored-value/index.ts';
import { CardApplication, CardApplicationProcess, joining } from './index.ts';

export interface House {
  readonly t: TestKernel;
  readonly lina: Actor;
  readonly zhou: Actor;
  readonly gao: Actor;
  readonly fang: Actor;
  readonly products: { readonly student: string; readonly member: string; readonly stored_value: string };
  readonly shift: string;
  /** An active card with nothing on it. */
  card(name?: string): Promise<string>;
  /** An application brought so far; the guest is 29 years old. */
  application(until: 'introduced' | 'explained' | 'consented' | 'form_filled' | 'charter_signed' | 'paid' | 'entered' | 'active', more?: Guest): Promise<string>;
  charter(version?: number): Promise<string>;
}
export interface Guest { readonly name?: string; readonly phone?: string; readonly product?: 'student' | 'member' | 'stored_value'; readonly born?: string; readonly received?: number; readonly tender?: 'cash' | 'mobile'; readonly card_no?: string }

export async function startHouse(now = '2026-12-07T12:00:00Z'): Promise<House> {
  const t = await startTest({ modules: [scripts, members, cards, shifts, cash, storedValue, joining], now });
  const [lina, zhou, gao, fang] = [await t.actor('front_desk', 'VIP', '李娜'), await t.actor('vip_agent', 'VIP', '周宇'), await t.actor('vip_manager', 'VIP', '高敏'), await t.actor('finance', 'YL', '方华')];
  await t.answer(StudentPrice, 10_000);
  await t.answer(GoldThreshold, 1_000_000);
  const put = async (name: string, kind: 'student' | 'member' | 'stored_value') => {
    const { id } = await t.create(CardProduct, gao, { name, kind });
    await t.step(CardProductProcess, id, 'put_on_sale', gao, {});
    return id;
  };
  const products = { student: await put('学生卡', 'student'), member: await put('会员卡', 'member'), stored_value: await put('储值卡', 'stored_value') };
  let n = 0;
  const publish = async (occasion: 'charter' | 'consent', title: string, words: string) => {
    const { id } = await t.create(ScriptText, gao, { occasion, title, words, place: 1 });
    await t.step(ScriptTextProcess, id, 'publish', gao, {});
    return id;
  };
  await publish('consent', '个人信息告知书', '我们只登记姓名和手机，用于会员服务。');
  for (const version of [1, 2, 3]) await publish('charter', '会员章程', `第 ${version} 版：会员享受积分与活动，余额可退。`);
  const shift = (await t.create(Shift, zhou, { code: 'a', place: 'first' })).id;
  const house: House = {
    t, lina, zhou, gao, fang, products, shift,
    charter: async () => publish('charter', '会员章程', `新版 ${++n}：会员享受积分与活动，余额可退。`),
    async card(name = '王丽') {
      const member = await t.create(Member, gao, { name, phone: `1381${String(++n).padStart(7, '0')}`, birthday_kind: 'solar' });
      const card = await t.create(MemberCard, gao, { member: member.id, product: products.stored_value });
      await t.step(MemberCardProcess, card.id, 'activate', gao, { card_no: `7700${String(++n).padStart(5, '0')}` });
      return card.id;
    },
    application: (until, more = {}) => bring(house, until, { name: '王丽', phone: `1391${String(++n).padStart(7, '0')}`, product: 'member', born: '1997-03-01', received: 20_000, tender: 'cash', card_no: `8800${String(n).padStart(5, '0')}`, ...more }),
  };
  return house;
}

async function bring(h: House, until: string, g: Required<Guest>): Promise<string> {
  const { t, lina, zhou } = h;
  const { id } = await t.create(CardApplication, lina, { product: h.products[g.product], channel: 'counter' });
  const steps: readonly (readonly [state: string, take: () => Promise<unknown>])[] = [
    ['introduced', async () => undefined],
    ['explained', () => t.step(CardApplicationProcess, id, 'explain', lina, { product: h.products[g.product], how_to_get: true, how_to_use: true, cost_told: true, data_told: true })],
    ['consented', () => t.step(CardApplicationProcess, id, 'consent', lina, { agreed: true })],
    ['form_filled', () => t.step(CardApplicationProcess, id, 'fill_form', lina, { guest_name: g.name, phone: g.phone, born_on: g.born, greet: true, birthday_kind: 'solar', ...(g.product === 'student' ? { student_proof: 'student_card', proof_until: '2028-07-01' } : {}) }, [t.sign('guest', g.name)])],
    ['charter_signed', async () => {
      await t.step(CardApplicationProcess, id, 'show_charter', lina, {});
      await t.step(CardApplicationProcess, id, 'sign_charter', lina, {}, [t.sign('guest', g.name)]);
    }],
    ['paid', () => t.step(CardApplicationProcess, id, 'pay', zhou, { tender: g.tender, received: g.received })],
    ['entered', () => t.step(CardApplicationProcess, id, 'enter', zhou, { guest_name: g.name, phone: g.phone, greet: true, birthday_kind: 'solar' })],
    ['active', () => t.step(CardApplicationProcess, id, 'activate', zhou, { card_no: g.card_no, checked_again: true, id_returned: true, change_given: true })],
  ];
  for (const [, take] of steps.slice(0, steps.findIndex(([state]) => state === until) + 1)) await take();
  return id;
}
