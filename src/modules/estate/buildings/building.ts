/**
 * Buildings (房屋): each with its right, address and the token behind the QR label by which anybody in it reports a fault; and the files of its
 * title (产权档案), which are kept, lent and come back. Serves LOG-2.1, LOG-2.4, P22.
 */
import { randomBytes } from 'node:crypto';
import { calendar, defineProcess, defineRegister, f, readRecord, Refusal, type Tx } from '../../../kernel/index.ts';
import { HEADS, KEEPERS, READERS } from './roles.ts';
import { refuseLateReturn } from './rules.ts';

const reason = f.text('原因', 'Reason', { max: 200 });

export const Building = defineRegister('building', {
  label: ['房屋', 'Building'],
  number: 'FW-{000}',
  fields: {
    name: f.text('名称', 'Name', { max: 60 }),
    kind: f.choice('用途', 'Kind', {
      office: ['办公楼', 'Offices'], outlet: ['营业网点', 'Business outlet'], club: ['会所', 'Club'], canteen: ['食堂', 'Canteen'], dormitory: ['宿舍', 'Dormitory'], warehouse: ['仓库', 'Warehouse'],
      substation: ['变电站房屋', 'Substation'], other: ['其他', 'Other'],
    }),
    address: f.text('地址', 'Address', { max: 120 }),
    title_right: f.choice('权属', 'Right', { owned: ['自有', 'Owned'], rented: ['租用', 'Rented'], lent: ['借用', 'On loan'] }),
    title_no: f.text('产权证号', 'Title number', { optional: true, max: 60 }),
    area: f.quantity('建筑面积', 'Floor area', { optional: true, scale: 2, unit: ['平方米', 'm²'] }),
    floors: f.integer('层数', 'Floors', { optional: true, min: 1, max: 200 }),
    built_on: f.date('建成日期', 'Built', { optional: true }),
    qr_token: f.text('二维码令牌', 'Token of the QR label', { optional: true, readonly: true, max: 64, readBy: ['auditor'] }),
    label_since: f.dateTime('标签启用时间', 'Label valid since', { optional: true, readonly: true }),
    notes: f.longText('备注', 'Notes', { optional: true, max: 1000 }),
  },
  title: ['name'],
  list: ['name', 'kind', 'address', 'title_right', 'title_no', 'area'],
  sorts: ['name', 'number'],
  unique: [['name'], ['qr_token']],
  access: { read: READERS, create: KEEPERS, edit: KEEPERS, archive: HEADS, namesOpen: true },
  empty: ['还没有房屋。登记名称、地址和权属，即可打印报修二维码、建立产权档案。', 'No buildings yet. Enter name, address and right; then print its QR label and file its title.'],
  opening: {
    facts: async () => ({ token: newToken() }),
    set: ({ facts, now }) => ({ qr_token: facts.token, label_since: now }),
  },
});

export const BuildingProcess = defineProcess(Building, 'in_use',
  {
    in_use: { label: ['在用', 'In use'], tone: 'active' },
    given_up: { label: ['已退出', 'Given up'], tone: 'stopped' },
  },
  (step) => ({
    renew_label: step({
      label: ['更换标签', 'Renew the label'], hint: ['旧标签立即失效', 'The old label stops working at once'], from: ['in_use'], to: 'in_use', by: KEEPERS, form: { reason },
      facts: async () => ({ token: newToken() }),
      set: ({ facts, now }) => ({ qr_token: facts.token, label_since: now }),
    }),
    give_up: step({
      label: ['退出使用', 'Give up'], hint: ['出售、退租或拆除；仍有部门使用时不能退出', 'Sold, lease ended or pulled down; not while somebody uses it'], tone: 'danger', from: ['in_use'], to: 'given_up', by: HEADS, form: { reason },
      facts: async ({ tx, record }) => ({ used: await usedBy(tx, record.id) }),
      ready: ({ facts }) => (facts.used === null ? null : [`${facts.used} 尚在使用`, `${facts.used} is still in use`]),
      set: () => ({ qr_token: null, label_since: null }),
    }),
  }),
);

async function usedBy(tx: Tx, building: string): Promise<string | null> {
  const [row] = await tx.query<{ number: string }>(
    `select number from building_use where tenant_id = $1 and building = $2 and archived_at is null and state in ('approved', 'handed_over', 'in_use', 'vacated') order by number limit 1`, [tx.tenantId, building]);
  return row?.number ?? null;
}
/** 144 bits: nobody guesses a label. */
const newToken = (): string => randomBytes(18).toString('base64url');

/** The unit that looks after a building; what concerns the building belongs to it, whoever writes it down. */
export async function keeperOf(tx: Tx, building: string): Promise<{ readonly name: string; readonly unit_id: string }> {
  const found = await readRecord(tx, Building, building);
  if (found === null || found.state !== 'in_use') throw new Refusal('building.unknown', ['没有这栋在用的房屋', 'There is no such building in use'], 422, { building: ['请从列表中选择', 'Choose from the list'] });
  return { name: found.name, unit_id: found.unit_id };
}

export const BuildingFile = defineRegister('building_file', {
  label: ['房产档案', 'Building file'],
  number: 'DA-{0000}',
  fields: {
    building: f.ref('房屋', 'Building', 'building'),
    kind: f.choice('类别', 'Kind', {
      title: ['产权证', 'Title certificate'], land: ['土地证', 'Land certificate'], lease: ['租赁合同', 'Lease'], permit: ['规划与施工许可', 'Permits'], plan: ['图纸', 'Plans'],
      fire: ['消防验收', 'Fire acceptance'], completion: ['竣工资料', 'Completion papers'], insurance: ['保险单', 'Insurance policy'], other: ['其他', 'Other'],
    }),
    title: f.text('题名', 'Title', { max: 100 }),
    document_no: f.text('证件或合同号', 'Document no.', { optional: true, max: 60 }),
    issued_on: f.date('签发日期', 'Issued on', { optional: true }),
    valid_to: f.date('有效期至', 'Valid until', { optional: true, hint: ['含当日；长期有效留空', 'That day included; empty when it does not end'] }),
    kept_at: f.text('存放处', 'Kept at', { max: 60, hint: ['柜号、盒号', 'Cabinet and box'] }),
    scans: f.attachment('扫描件', 'Scans', { optional: true }),
    lent_to: f.personName('借阅人', 'Lent to', { optional: true, readonly: true }),
    due_back: f.date('应还日期', 'Due back', { optional: true, readonly: true }),
  },
  title: ['title', 'building'],
  list: ['building', 'kind', 'title', 'document_no', 'valid_to', 'kept_at', 'lent_to'],
  sorts: ['-number', 'valid_to', 'title'],
  indexes: [['building'], ['valid_to']],
  access: { read: ['estate_clerk', 'logistics_head', 'general_affairs', 'finance', 'auditor'], create: KEEPERS, edit: KEEPERS, archive: HEADS },
  empty: ['产权证、租赁合同、图纸、验收资料逐件登记，写明存放处；到期前可在“有效期”排序查看。', 'Title, lease, plans and acceptance papers, one by one with where they are kept; sort by “valid until” to see what ends.'],
  opening: {
    facts: ({ tx, input }) => keeperOf(tx, input.building),
    guard({ input }) {
      if (input.issued_on !== null && input.valid_to !== null && input.valid_to < input.issued_on) {
        throw new Refusal('building_file.span', ['有效期早于签发日期', 'It ends before it was issued'], 422, { valid_to: [`不早于 ${input.issued_on}`, `Not before ${input.issued_on}`] });
      }
    },
    set: ({ facts }) => ({ unit_id: facts.unit_id }),
  },
});

export const BuildingFileProcess = defineProcess(BuildingFile, 'kept',
  {
    kept: { label: ['在库', 'Kept'], tone: 'done' },
    lent: { label: ['借出', 'Lent'], tone: 'active', due: { step: 'take_back', at: ({ record, calendar: centre, day }) => calendar.endOfBusinessDay(record.due_back ?? day, centre), escalateTo: 'logistics_head' } },
  },
  (step) => ({
    lend: step({
      label: ['借出', 'Lend'], tone: 'primary', from: ['kept'], to: 'lent', by: KEEPERS,
      form: { lent_to: f.personName('借阅人', 'Lent to'), due_back: f.date('应还日期', 'Due back'), purpose: f.text('用途', 'Purpose', { max: 100 }) },
      sign: [{ name: 'borrower', label: ['借阅人', 'Borrower'], by: 'guest' }],
      guard: ({ input, day }) => refuseLateReturn(input.due_back, day),
    }),
    take_back: step({
      label: ['归还', 'Take back'], tone: 'primary', from: ['lent'], to: 'kept', by: KEEPERS, form: { complete: f.yesNo('核对完整', 'Complete') },
      guard({ input }) {
        if (!input.complete) throw new Refusal('building_file.incomplete', ['资料不全，请先追回缺件', 'Pages are missing; get them back first'], 422, { complete: ['核对完整才能入库', 'It is kept again only when complete'] });
      },
      set: () => ({ lent_to: null, due_back: null }),
    }),
  }),
);
