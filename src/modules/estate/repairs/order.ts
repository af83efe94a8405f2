/**
 * A repair (报修单): what is broken where, who reported it and by which way, its grade and times, what was used and what it came to; with the
 * material taken from stock at the cost of its layers, frozen, and the price list of paid jobs. Serves LOG-2.5, LOG-2.6, TEA-1, P23, AS-39.
 */
import { defineRegister, f, grantFor } from '../../../kernel/index.ts';
import { keeperOf } from '../buildings/index.ts';
import { DESK, HEADS, READERS, REPORTERS } from './roles.ts';
import { CHARGES, GRADES, refuseLateAppointment } from './rules.ts';

export const RepairPrice = defineRegister('repair_price', {
  label: ['维修价目', 'Repair price'],
  number: 'JM-{000}',
  fields: {
    name: f.text('项目', 'Job', { max: 60 }),
    measure: f.text('计价单位', 'Priced by', { max: 10 }),
    price: f.money('单价', 'Price', { min: 0 }),
    origin: f.choice('出处', 'Origin', { template: ['模板，非来源文件', 'Template, not from the source'], own: ['本单位价目', 'Our own price'] }, { initial: 'own' }),
  },
  title: ['name', 'price'],
  list: ['name', 'measure', 'price', 'origin'],
  sorts: ['name', '-number'],
  unique: [['name']],
  access: { read: READERS, create: [...DESK, ...HEADS], edit: HEADS, archive: HEADS, namesOpen: true },
  empty: ['还没有价目。有偿维修按这里的单价收费。', 'No prices yet. Paid repairs are charged by this list.'],
});

export const RepairOrder = defineRegister('repair_order', {
  label: ['报修单', 'Repair'],
  number: 'BX-{yyyy}{mm}-{0000}',
  fields: {
    building: f.ref('房屋', 'Building', 'building'),
    place: f.text('位置', 'Where', { max: 60, hint: ['楼层、房间', 'Floor and room'] }),
    attached: f.text('附属设备', 'Attached equipment', { optional: true, max: 60, hint: ['如 水泵、电梯、空调；只修房屋留空', 'e.g. pump, lift, air conditioning; empty for the building itself'] }),
    content: f.longText('报修内容', 'What is wrong', { max: 1000 }),
    photos: f.photo('照片', 'Photographs', { optional: true, max: 6 }),
    channel: f.choice('来源', 'Channel', { page: ['网页', 'Page'], phone: ['电话', 'Phone'], qr: ['扫码', 'QR label'] }, { initial: 'phone' }),
    reporter: f.personName('报修人', 'Reported by'),
    phone: f.phone('联系电话', 'Phone'),
    reported_by: f.ref('登记人', 'Entered by', 'app_user', { optional: true, readonly: true }),
    reported_at: f.dateTime('报修时间', 'Reported at', { optional: true, hint: ['留空即现在', 'Empty: now'] }),
    appointed_at: f.dateTime('约定时间', 'Appointed for', { optional: true }),
    grade: f.choice('等级', 'Grade', GRADES, { optional: true }),
    charge: f.choice('收费', 'Charge', CHARGES, { optional: true, readonly: true }),
    price_item: f.ref('价目', 'Price item', 'repair_price', { optional: true, readonly: true }),
    price: f.money('单价', 'Price', { optional: true, readonly: true }),
    price_quantity: f.integer('数量', 'Quantity', { optional: true, readonly: true, min: 1 }),
    take_by: f.dateTime('应接单', 'To be taken by', { optional: true, readonly: true }),
    arrive_by: f.dateTime('应到场', 'To be on site by', { optional: true, readonly: true }),
    finish_by: f.dateTime('应完成', 'To be finished by', { optional: true, readonly: true }),
    worker: f.ref('维修工', 'Worker', 'employee', { optional: true, readonly: true }),
    taken_at: f.dateTime('接单时间', 'Taken at', { optional: true, readonly: true }),
    on_site_at: f.dateTime('到场时间', 'On site at', { optional: true, readonly: true }),
    done_at: f.dateTime('完成时间', 'Finished at', { optional: true, readonly: true }),
    in_time: f.yesNo('及时', 'In time', { optional: true, readonly: true }),
    work_done: f.longText('维修结果', 'Work done', { optional: true, readonly: true, max: 1000 }),
    material: f.money('材料成本', 'Material', { optional: true, readonly: true }),
    labour: f.money('人工与外委', 'Labour and outside work', { optional: true, readonly: true }),
    score: f.integer('评分', 'Score', { optional: true, readonly: true, min: 1, max: 5 }),
    remark: f.text('意见', 'Remark', { optional: true, readonly: true, max: 300 }),
    call_back: f.choice('回访', 'Call-back', { satisfied: ['满意', 'Satisfied'], not_satisfied: ['不满意', 'Not satisfied'], not_reached: ['三次未联系上', 'Not reached, three tries'] }, { optional: true, readonly: true }),
    charged: f.money('收费金额', 'Charged', { optional: true, readonly: true }),
    settled_on: f.date('结算日期', 'Settled on', { optional: true, readonly: true }),
    project: f.ref('工程', 'Construction', 'construction_project', { optional: true, readonly: true }),
  },
  title: ['place', 'content'],
  list: ['building', 'place', 'content', 'grade', 'worker', 'in_time', 'score', 'settled_on'],
  sorts: ['-number', 'finish_by', '-reported_at'],
  indexes: [['building', 'settled_on'], ['worker'], ['reported_by']],
  access: { read: READERS, create: REPORTERS, own: 'reported_by' },
  empty: ['还没有报修。可在这里登记电话报修；房屋标签上的二维码任何人都能扫码报修。', 'No repairs yet. Enter what comes by phone here; anybody can scan a building’s label.'],
  opening: {
    elsewhere: true,
    facts: async ({ tx, input, actor }) => { const keeper = await keeperOf(tx, input.building); return { ...keeper, desk: (await grantFor(tx, actor, READERS, keeper.unit_id)) !== undefined }; },
    guard({ input, now }) { refuseLateAppointment(input.appointed_at, input.reported_at ?? now); },
    set: ({ input, facts, actor, now }) => ({
      // Who does not keep the desk reports on the page, whatever the form says; and does not grade it.
      ...(facts.desk || actor.kind !== 'user' ? {} : { channel: 'page' as const, grade: null }), reported_by: actor.kind === 'user' ? actor.id : null,
      unit_id: facts.unit_id, reported_at: input.reported_at !== null && input.reported_at < now ? input.reported_at : now, material: 0,
    }),
  },
});

export const RepairMaterial = defineRegister('repair_material', {
  label: ['维修用料', 'Repair material'],
  number: 'WL-{yyyy}{mm}-{0000}',
  fields: {
    repair: f.ref('报修单', 'Repair', 'repair_order'),
    item: f.ref('材料', 'Material', 'consumable'),
    quantity: f.integer('数量', 'Quantity', { min: 1 }),
    cost: f.money('成本', 'Cost', { optional: true, hint: ['出库时按批次冻结', 'Frozen by its lots when it left the stores'] }),
    taken_on: f.date('出库日期', 'Taken on'),
    returned_on: f.date('退回日期', 'Returned on', { optional: true }),
  },
  title: ['item', 'quantity'],
  list: ['repair', 'item', 'quantity', 'cost', 'taken_on', 'returned_on'],
  sorts: ['-number'],
  indexes: [['repair']],
  hidden: true,
  access: { read: READERS, create: [] },
});
