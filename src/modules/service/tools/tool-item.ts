/**
 * One instrument or tool (仪器工具): where it is, who is its custodian, when it must be calibrated; handed over with both signatures.
 * Serves FS-1.4.
 */
import { calendar, defineProcess, defineRegister, defineSlip, f, Refusal, type RowOf, type Tx } from '../../../kernel/index.ts';
import { colleagueOn, servicePlaces } from '../../people/staff/index.ts';
import { HANDLERS, KEEPERS, READERS } from './roles.ts';
import { refuseCalibration, refuseHandOver } from './rules.ts';

export const ToolHandOver = defineSlip('tool_hand_over', {
  label: ['仪器工具交接单', 'Tool hand-over'], number: 'JJ-{yyyy}-{0000}', copies: [['交出人联', 'Giver'], ['接收人联', 'Receiver'], ['服务部联', 'Branch']],
});

const calibration_due = f.date('下次检定', 'Calibration due', { optional: true });

export const ToolItem = defineRegister('tool_item', {
  label: ['仪器工具', 'Tool'],
  number: 'GJ-{0000}',
  fields: {
    kind: f.ref('种类', 'Kind', 'tool_kind'),
    serial: f.text('出厂编号', 'Serial number', { max: 40 }),
    model: f.text('型号', 'Model', { max: 60, optional: true }),
    branch: f.unit('所属服务部', 'Branch'),
    bought_on: f.date('购入日期', 'Bought on', { optional: true }),
    calibrated_on: f.date('检定日期', 'Calibrated on', { optional: true }),
    calibration_due,
    certificate: f.text('检定证书号', 'Certificate', { max: 60, optional: true }),
    custodian: f.ref('保管人', 'Custodian', 'employee', { optional: true, readonly: true }),
    held_since: f.date('保管起', 'Held since', { optional: true, readonly: true }),
    condition: f.text('状况', 'Condition', { max: 200, optional: true, readonly: true }),
  },
  title: ['kind', 'serial'],
  list: ['kind', 'serial', 'model', 'branch', 'custodian', 'calibration_due'],
  sorts: ['number', 'calibration_due', 'serial'],
  indexes: [['branch', 'kind'], ['custodian']],
  unique: [['kind', 'serial']],
  access: { read: READERS, create: HANDLERS, edit: KEEPERS, archive: KEEPERS },
  empty: ['还没有仪器工具。逐件登记出厂编号，再交给专人保管。', 'No tools yet. Enter each with its serial number, then hand it to its custodian.'],
  opening: {
    facts: async ({ tx, id, input }) => ({ isBranch: (await servicePlaces(tx)).some((p) => p.kind === 'branch' && p.id === input.branch), before: id === null ? null : await branchOf(tx, id) }),
    guard({ input, facts, day }) {
      if (!facts.isBranch) throw new Refusal('tool_item.branch', ['仪器工具归区域服务部', 'Tools belong to a branch'], 422, { branch: ['请选择区域服务部', 'Choose a branch'] });
      if (facts.before !== null && facts.before !== input.branch) throw new Refusal('tool_item.moved', ['调往别处请用“调拨”', 'Use “Move” to send it to another branch'], 422, { branch: ['请用调拨', 'Use Move'] });
      if (input.calibrated_on !== null && input.calibration_due !== null) refuseCalibration({ on: input.calibrated_on, due: input.calibration_due }, day);
    },
    set: ({ input }) => ({ unit_id: input.branch }),
  },
});
type Item = RowOf<typeof ToolItem>;
const reason = f.text('原因', 'Reason', { max: 200 });
/** Who had it and what was said of it last is not what is written now. */
const afresh = { custodian: null, condition: null } as const;
const saidNow = { preview: () => ({ lines: [], initial: afresh }) } as const;

export const ToolItemProcess = defineProcess(ToolItem, 'in_store',
  {
    in_store: { label: ['待专人保管', 'Without custodian'], tone: 'waiting' },
    in_custody: { label: ['专人保管', 'In custody'], tone: 'done' },
    at_calibration: { label: ['送检中', 'At calibration'], tone: 'active' },
    lost: { label: ['丢失', 'Lost'], tone: 'alarm' },
    scrapped: { label: ['报废', 'Scrapped'], tone: 'stopped' },
  },
  (step) => ({
    hand_over: step({
      label: ['交接', 'Hand over'], tone: 'primary', from: ['in_store', 'in_custody'], to: 'in_custody', by: HANDLERS,
      form: { custodian: f.ref('接收人', 'New custodian', 'employee'), condition: f.text('交接时状况', 'Condition', { max: 200, hint: ['例如：完好，附件齐', 'For example: in order, complete'] }) },
      sign: [{ name: 'giver', label: ['交出人', 'Giver'], by: 'guest' }, { name: 'receiver', label: ['接收人', 'Receiver'], by: 'guest' }],
      facts: async ({ tx, record, input, day, actor }) => ({ branch: record.branch, current: await nameOf(tx, record.custodian), next: input.custodian ? ((await colleagueOn(tx, input.custodian, day)) ?? null) : null, actor: actor.name, kind: await kindName(tx, record.kind) }),
      preview: ({ facts }) => ({ initial: afresh, lines: [facts.current ? [`现由${facts.current.name}保管，由其签名交出`, `${facts.current.name} has it and signs as the giver`] : [`尚无保管人，由${facts.actor}签名交出`, `Nobody has it; ${facts.actor} signs as the giver`]] }),
      guard: ({ facts, signers }) => refuseHandOver(facts, { giver: signers.giver!.name, receiver: signers.receiver!.name }),
      set: ({ day }) => ({ held_since: day }),
      slip: { kind: ToolHandOver, content: ({ record, facts, input, signers, day }) => ({ lines: [
        { label: ['名称', 'Tool'], value: facts.kind }, { label: ['出厂编号', 'Serial number'], value: record.serial }, { label: ['登记号', 'Register number'], value: record.number },
        { label: ['交出人', 'Giver'], value: signers.giver!.name }, { label: ['接收人', 'Receiver'], value: signers.receiver!.name },
        { label: ['状况', 'Condition'], value: input.condition }, { label: ['日期', 'Date'], value: day },
      ] }) },
    }),
    take_back: step({
      ...saidNow, label: ['收回', 'Take back'], from: ['in_custody'], to: 'in_store', by: HANDLERS, form: { condition: f.text('收回时状况', 'Condition', { max: 200 }) },
      set: () => ({ custodian: null, held_since: null }),
    }),
    send_to_calibrate: step({ ...saidNow, label: ['送检', 'Send to calibration'], from: ['in_store', 'in_custody'], to: 'at_calibration', by: HANDLERS, form: { condition: f.text('送往何处', 'Where to', { max: 200 }) } }),
    calibrate: step({
      label: ['登记检定', 'Record calibration'], from: ['in_store', 'in_custody', 'at_calibration'], to: ['in_store', 'in_custody'], by: HANDLERS,
      form: { calibrated_on: f.date('检定日期', 'Calibrated on'), calibration_due: f.date('下次检定', 'Next due'), certificate: f.text('检定证书号', 'Certificate', { max: 60 }) },
      facts: async ({ tx, record }) => ({ months: await monthsOf(tx, record.kind) }),
      preview: ({ facts, day }) => ({ lines: [], initial: { calibrated_on: day, ...(facts.months === null ? {} : { calibration_due: calendar.addMonths(day, facts.months) }) } }),
      guard: ({ input, day }) => refuseCalibration({ on: input.calibrated_on, due: input.calibration_due }, day),
      choose: ({ record }) => (record.custodian === null ? 'in_store' : 'in_custody'),
    }),
    move: step({
      label: ['调拨', 'Move'], from: ['in_store'], to: 'in_store', by: KEEPERS, form: { branch: f.unit('调往', 'To branch'), reason },
      hint: ['先收回，再调往另一服务部', 'Take it back first, then send it to another branch'],
      facts: async ({ tx, input }) => ({ isBranch: (await servicePlaces(tx)).some((p) => p.kind === 'branch' && p.id === input.branch) }),
      guard({ facts }) { if (!facts.isBranch) throw new Refusal('tool_item.branch', ['只能调往区域服务部', 'To a branch only'], 422, { branch: ['请选择区域服务部', 'Choose a branch'] }); },
      set: ({ input }) => ({ unit_id: input.branch }),
    }),
    report_lost: step({ ...saidNow, label: ['报失', 'Report lost'], tone: 'danger', from: ['in_store', 'in_custody', 'at_calibration'], to: 'lost', by: HANDLERS, form: { condition: f.text('经过', 'What happened', { max: 200 }) } }),
    found: step({ ...saidNow, label: ['找回', 'Found'], from: ['lost'], to: 'in_store', by: HANDLERS, form: { condition: f.text('找回时状况', 'Condition', { max: 200 }) }, set: () => ({ custodian: null, held_since: null }) }),
    scrap: step({ ...saidNow, label: ['报废', 'Scrap'], tone: 'danger', from: ['in_store', 'lost'], to: 'scrapped', by: KEEPERS, form: { condition: f.text('原因', 'Reason', { max: 200 }) }, set: () => ({ custodian: null, held_since: null }) }),
  }),
);

async function branchOf(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<Pick<Item, 'branch'>>('select branch from tool_item where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.branch ?? null;
}
async function nameOf(tx: Tx, id: string | null): Promise<{ readonly id: string; readonly name: string } | null> {
  const [row] = await tx.query<{ id: string; name: string }>('select id, name from employee where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row ?? null;
}
async function kindName(tx: Tx, id: string): Promise<string> {
  const [row] = await tx.query<{ name: string }>('select name from tool_kind where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.name ?? '';
}
async function monthsOf(tx: Tx, id: string): Promise<number | null> {
  const [row] = await tx.query<{ months: number | null }>('select calibration_months as months from tool_kind where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return row?.months ?? null;
}
