/**
 * Papers of a parts application (配件申报的单据): the warranty decision with its reasons as they were frozen (保修判定单), and the replacement as the
 * centre confirmed it, with both serial numbers and the old part (配件更换确认单). Serves SM-25, SM-26, FS-3.4, AC-32.
 */
import { defineSlip, type SlipContent, type Tx } from '../../../kernel/index.ts';
import { RESULTS } from '../equipment/index.ts';
import { thawed } from './application-facts.ts';
import { OLD_PARTS, type Application } from './application.ts';
import { DECISIONS, REMEDIES, serialsIn } from './rules.ts';

const copies = [['区域联', 'Branch copy'], ['总部联', 'Head office copy']] as const;
export const WarrantySheet = defineSlip('warranty_decision', { label: ['保修判定单', 'Warranty decision'], number: 'BXD-{yyyy}{mm}-{0000}', copies });
export const ReplacementSheet = defineSlip('part_replacement', { label: ['配件更换确认单', 'Parts replacement, confirmed'], number: 'GHD-{yyyy}{mm}-{0000}', copies });

interface Names { readonly part: string; readonly unit: string; readonly site: string; readonly customer: string; readonly branch: string; readonly technician: string; readonly measure: string; readonly agreement: string | null; readonly order: string }
async function namesOf(tx: Tx, a: Application): Promise<Names> {
  const [row] = await tx.query<Names>(
    `select concat_ws(' ', p.code, p.name, p.spec) as part, p.measure, coalesce(e.model || '，' || e.serial, '—') as unit, coalesce(s.name, '—') as site, coalesce(c.name, '—') as customer,
       u.name as branch, coalesce(w.name, '—') as technician, g.number as agreement, coalesce(o.number, '—') as "order"
     from part_application a join part p on p.tenant_id = a.tenant_id and p.id = a.part join unit u on u.tenant_id = a.tenant_id and u.id = a.unit_id
     left join equipment e on e.tenant_id = a.tenant_id and e.id = $3 left join site s on s.tenant_id = e.tenant_id and s.id = e.site
     left join customer c on c.tenant_id = a.tenant_id and c.id = a.customer left join employee w on w.tenant_id = a.tenant_id and w.id = a.technician
     left join replacement_agreement g on g.tenant_id = a.tenant_id and g.id = $4 left join service_order o on o.tenant_id = a.tenant_id and o.id = a.service_order
     where a.tenant_id = $1 and a.id = $2`, [tx.tenantId, a.id, a.equipment, a.agreement]);
  return row!;
}

const about = (a: Application, n: Names): SlipContent['lines'] => [
  { label: ['申报单号', 'Application'], value: a.number }, { label: ['服务指令', 'Service order'], value: n.order }, { label: ['区域服务部', 'Branch'], value: n.branch },
  { label: ['客户', 'Customer'], value: n.customer }, { label: ['站点', 'Site'], value: n.site }, { label: ['设备型号与出厂编号', 'Model and serial number'], value: n.unit }, { label: ['配件', 'Part'], value: n.part },
];
const decided = (a: Application): string => (a.decision === null ? '—' : DECISIONS[a.decision][0]);
const tried = (a: Application): string =>
  (a.remedy === null ? '—' : [REMEDIES[a.remedy][0], a.manufacturer, a.claim_no === null ? null : `索赔单号 ${a.claim_no}`, a.remedy_note].filter((part) => part !== null && part !== '').join('；'));

/** Each sentence of the explanation is a numbered line: what was computed from which dates, and why somebody departed from it. */
export async function warrantyContent(tx: Tx, a: Application): Promise<SlipContent> {
  const departs = a.decision !== null && a.decision !== a.computed;
  return {
    lines: [
      ...about(a, await namesOf(tx, a)),
      { label: ['故障日期', 'Failed on'], value: a.failed_on }, { label: ['故障情况', 'What failed'], value: a.fault },
      { label: ['系统判定', 'Computed'], value: a.computed === null ? '—' : RESULTS[a.computed][0] }, { label: ['保修判定', 'Warranty decision'], value: decided(a) },
      ...(departs ? [{ label: ['改变判定的理由', 'Why it departs'] as const, value: a.decision_reason ?? '—' }] : []),
      { label: ['先行处理', 'Tried first'], value: tried(a) }, { label: ['判定日期', 'Decided on'], value: a.decided_on ?? '—' },
    ],
    table: { columns: [['序号', 'No.'], ['判定依据', 'Why']], rows: thawed(a.explanation).map((line, i) => [String(i + 1), line[0]]) },
    stamps: departs ? [['人工判定', 'Decided by hand']] : [],
    boxes: [['判定人', 'Decided by'], ['区域经理', 'Branch manager']],
  };
}

export async function replacementContent(tx: Tx, a: Application): Promise<SlipContent> {
  const n = await namesOf(tx, a);
  const [old, fitted] = [serialsIn(a.old_serials), serialsIn(a.new_serials)];
  const pieces = (count: number | null) => `${count ?? 0} ${n.measure}`;
  return {
    lines: [
      ...about(a, n),
      { label: ['申报', 'Applied for'], value: pieces(a.quantity) }, { label: ['批准', 'Approved'], value: pieces(a.approved) }, { label: ['发放', 'Issued'], value: pieces(a.issued) },
      { label: ['使用', 'Used'], value: pieces(a.used) }, { label: ['更换人', 'Fitted by'], value: n.technician }, { label: ['更换日期', 'Replaced on'], value: a.replaced_on ?? '—' },
      { label: ['保修判定', 'Warranty decision'], value: decided(a) }, { label: ['先行处理', 'Tried first'], value: tried(a) },
      { label: ['使用成本', 'Cost of what was used'], value: money(a.cost) },
      ...(a.side === 'out' ? [{ label: ['保外协议', 'Agreement'] as const, value: n.agreement ?? '—' }, { label: ['收费价格', 'Price charged'] as const, value: money(a.charge) }] : []),
      { label: ['旧件', 'Old part'], value: [a.old_part === null ? '—' : OLD_PARTS[a.old_part][0], a.old_part === 'returned' ? pieces(a.old_pieces) : null, a.old_note].filter((part) => part !== null && part !== '').join('；') },
    ],
    ...(old.length + fitted.length === 0 ? {} : {
      table: { columns: [['序号', 'No.'], ['旧件编号', 'Taken out'], ['新件编号', 'Fitted']], rows: Array.from({ length: Math.max(old.length, fitted.length) }, (_, i) => [String(i + 1), old[i] ?? '—', fitted[i] ?? '—']) },
    }),
    boxes: [['用户代表', 'For the user'], ['更换人', 'Fitted by'], ['总部确认', 'Confirmed by the centre']],
  };
}
const money = (fen: number | null): string => (fen === null ? '—' : `${Math.floor(fen / 100).toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')} 元`);
