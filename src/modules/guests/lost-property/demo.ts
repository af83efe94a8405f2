/** Lost property of the last weeks: given back, refused, passed on, disposed of, with the police, overdue, and one waiting for a signature. */
import type { Demo } from '../../../kernel/demo.ts';
import { calendar, takeStep, type Actor } from '../../../kernel/index.ts';
import { DutyPresence, DutyPresenceProcess, LostItem, LostItemClaim, LostItemClaimProcess, LostItemProcess, LossReport, LossReportProcess, SafeSlot } from './index.ts';

interface Found { readonly item: string; readonly colour: string; readonly place: string; readonly by: string; readonly valuable?: true; readonly nature?: 'perishable' | 'forbidden'; readonly details?: string }
interface Night { readonly d: Demo; readonly li: Actor; readonly he: Actor; readonly gao: Actor; readonly zhao: Actor; readonly slots: { readonly [code: string]: string } }

export async function demo(d: Demo): Promise<void> {
  const loaded = d.now();
  const [li, he, gao, zhao] = [d.actor('liyan'), d.actor('heqiang'), d.actor('gaomin'), d.actor('zhaoning')];
  d.at(at(d, 50, '15:00'));
  const slots: { [code: string]: string } = {};
  for (const [code, kind] of [...[1, 2, 3, 4, 5, 6].map((n) => [`保险柜-0${n}`, 'safe'] as const), ['货架-01', 'shelf'], ['货架-02', 'shelf'], ['冰箱-01', 'fridge']] as const) {
    slots[code] = (await d.create(SafeSlot, gao, { code, kind, place: '贵宾中心后台' })).id;
  }
  const night: Night = { d, li, he, gao, zhao, slots };
  await givenBack(night);
  await passedOn(night);
  await disposedAndPolice(night);
  await openCases(night);
  await missed(night);
  await waiting(night, loaded);
}

async function givenBack(n: Night): Promise<void> {
  const bag = await store(n, 38, '22:40', { item: '手提包', colour: '棕色', place: 'V08 包厢', by: '保洁 0417', valuable: true, details: '蔻驰，内有身份证和口红，提手有丝巾' }, '保险柜-01');
  n.d.at(at(n.d, 37, '16:20'));
  await claim(n, bag, '刘芳', '棕色蔻驰手提包，里面有身份证和口红', '310101199003121234');
  const glasses = await store(n, 29, '23:10', { item: '眼镜', colour: '黑色', place: '大厅沙发', by: '服务员 0231', details: '方框，镜腿有划痕' }, '货架-01');
  n.d.at(at(n.d, 29, '23:55'));
  await refused(n, glasses, '陈某', '金色圆框眼镜');
  await claim(n, glasses, '王丽', '黑色方框眼镜，镜腿有划痕', '11010519491231002X');
}

async function passedOn(n: Night): Promise<void> {
  const watch = await store(n, 33, '01:30', { item: '手表', colour: '银色', place: 'V12 包厢', by: '服务员 0226', valuable: true, details: '天梭，表盘内侧刻字 L.Y.' }, '保险柜-02');
  await passOn(n, watch, 33);
  n.d.at(at(n.d, 20, '10:00'));
  await n.d.step(LostItemProcess, watch, 'publish_notice', n.zhao, { notice_place: '大堂公告栏与公众号' });
  const charger = await store(n, 14, '21:00', { item: '充电宝', colour: '白色', place: 'V03 包厢', by: '服务员 0231', details: '小米，一万毫安' }, '货架-01');
  await passOn(n, charger, 14);
}

async function disposedAndPolice(n: Night): Promise<void> {
  const cake = await store(n, 24, '23:20', { item: '生日蛋糕', colour: '粉色', place: 'V06 包厢', by: '服务员 0218', nature: 'perishable' }, '冰箱-01');
  await closeDay(n, cake, 24);
  n.d.at(at(n.d, 22, '15:10'));
  await n.d.step(LostItemProcess, cake, 'dispose', n.gao, { reason: '已变质，两人在场丢弃' }, [n.d.sign('manager', n.gao), n.d.sign('supervisor', n.he)]);
  const knife = await store(n, 18, '00:40', { item: '折叠刀', colour: '黑色', place: '停车场', by: '保安 马刚', nature: 'forbidden' });
  n.d.at(at(n.d, 17, '01:10'));
  await n.d.step(LostItemProcess, knife, 'to_police', n.he, { police_station: '城东派出所', police_receipt: '城东收字 0186' }, [n.d.sign('supervisor', n.he)]);
}

/** What people find on their pages today: one overdue, one with a claim in progress. */
async function openCases(n: Night): Promise<void> {
  const umbrella = await store(n, 5, '22:15', { item: '长柄伞', colour: '蓝色', place: '前台', by: '前台 李娜', details: '木柄，伞面有字母' }, '货架-02');
  await closeDay(n, umbrella, 5);
  const phone = await store(n, 1, '20:20', { item: '手机', colour: '银色', place: '208 包厢', by: '服务员 0231', valuable: true, details: '华为 Mate 60，屏保是一只橘猫，右下角有裂痕' }, '保险柜-03');
  n.d.at(at(n.d, 1, '21:05'));
  await refused(n, phone, '陈某', '黑色手机');
  const open = await n.d.create(LostItemClaim, n.li, { item: phone, claimant: '赵敏' });
  await n.d.step(LostItemClaimProcess, open.id, 'record_statement', n.li, { statement: '银色华为手机，屏保是一只橘猫' });
}

/** What guests miss: one that fits the silver phone, one that nobody has handed in yet. */
async function missed(n: Night): Promise<void> {
  n.d.at(at(n.d, 3, '12:30'));
  await n.d.create(LossReport, n.li, { guest: '秦川', phone: '13900000206', item_name: '羊绒围巾', colour: '灰色', lost_place: '305', lost_on: calendar.addDays(n.d.today, -4), description: '浅灰，边上绣着 Q' });
  n.d.at(at(n.d, 1, '21:00'));
  const phone = await n.d.create(LossReport, n.li, { guest: '赵敏', phone: '13900000105', item_name: '手机', colour: '银色', lost_place: '208', lost_on: calendar.addDays(n.d.today, -1), description: '华为，屏保是猫' });
  await n.d.step(LossReportProcess, phone.id, 'invite', n.li, { outcome: '请她带身份证来描述' });
}

async function waiting(n: Night, loaded: Date): Promise<void> {
  n.d.at(new Date(loaded.getTime() - 12 * 60_000).toISOString());
  await n.d.create(DutyPresence, n.he, {});
  await n.d.create(LostItem, n.li, { item_name: '耳环', colour: '金色', found_place: 'V05 包厢', found_at: n.d.now(), handed_in_by: '保洁 0417', nature: 'ordinary', valuable: true, details: '单只，珍珠坠' });
}

async function store(n: Night, daysAgo: number, time: string, f: Found, slot?: string): Promise<string> {
  n.d.at(at(n.d, daysAgo, time));
  const presence = await n.d.create(DutyPresence, n.he, {});
  const item = await n.d.create(LostItem, n.li, {
    item_name: f.item, colour: f.colour, found_place: f.place, found_at: n.d.now(), handed_in_by: f.by, nature: f.nature ?? 'ordinary', valuable: f.valuable ?? false, details: f.details ?? null,
  });
  await n.d.step(LostItemProcess, item.id, 'accept', n.he, { slot: slot ? n.slots[slot]! : null }, [n.d.sign('supervisor', n.he)]);
  await n.d.step(DutyPresenceProcess, presence.id, 'go_off', n.he, {});
  return item.id;
}

async function claim(n: Night, item: string, claimant: string, statement: string, idNumber: string): Promise<void> {
  const presence = await n.d.create(DutyPresence, n.he, {});
  const made = await n.d.create(LostItemClaim, n.li, { item, claimant });
  await n.d.step(LostItemClaimProcess, made.id, 'record_statement', n.li, { statement });
  await n.d.step(LostItemClaimProcess, made.id, 'hand_over', n.li,
    { matched: true, id_seen: true, id_type: 'identity_card', id_number: idNumber, phone: '13800001234', costs_settled: null }, [n.d.sign('claimant', claimant), n.d.sign('supervisor', n.he)]);
  await n.d.step(DutyPresenceProcess, presence.id, 'go_off', n.he, {});
}

async function refused(n: Night, item: string, claimant: string, statement: string): Promise<void> {
  const made = await n.d.create(LostItemClaim, n.li, { item, claimant });
  await n.d.step(LostItemClaimProcess, made.id, 'record_statement', n.li, { statement });
}

async function passOn(n: Night, item: string, foundDaysAgo: number): Promise<void> {
  await closeDay(n, item, foundDaysAgo);
  n.d.at(at(n.d, foundDaysAgo - 3, '22:10'));
  await n.d.step(LostItemProcess, item, 'transfer', n.li, {}, [n.d.sign('deliverer', n.li), n.d.sign('receiver', n.zhao)]);
}

/** What the timer does when the business day ends; in the past it has to be done by hand. */
async function closeDay(n: Night, item: string, foundDaysAgo: number): Promise<void> {
  n.d.at(at(n.d, foundDaysAgo - 1, '08:00'));
  await n.d.batch(n.he, (tx) => takeStep(tx, LostItemProcess, item, 'close_day', {}));
}

const at = (d: Demo, daysAgo: number, time: string): string => calendar.instantOf(calendar.addDays(d.today, -daysAgo), time, 'Asia/Shanghai').toISOString();
