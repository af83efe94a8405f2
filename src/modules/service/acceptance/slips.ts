/** The acceptance record (到货验收单): every line with what was found, signed by the user and by the branch. Serves FS-5.4, SM-27. */
import { defineSlip, type SlipContent } from '../../../kernel/index.ts';
import { PAPERS, type Line } from './shipment.ts';

export const AcceptanceRecord = defineSlip('acceptance_record', {
  label: ['到货验收单', 'Acceptance record'], number: 'YS-{yyyy}{mm}-{0000}',
  copies: [['用户联', 'User copy'], ['服务部联', 'Branch copy'], ['总部联', 'Head office copy']],
});

const FOUND: { readonly [state: string]: string } = { accepted: '合格', missing_papers: '合格，缺资料', rejected: '拒收' };

export function recordContent(shipment: { readonly number: string; readonly contract: string; readonly customer: string; readonly waybill: string | null; readonly place: string | null; readonly shipped_on: string; readonly arrived_on: string | null }, lines: readonly Line[]): SlipContent {
  const units = (state?: string) => lines.filter((l) => state === undefined || l.state === state).reduce((sum, l) => sum + l.units, 0);
  const missing = units('missing_papers');
  return {
    lines: [
      { label: ['到货单号', 'Shipment'], value: shipment.number }, { label: ['合同', 'Contract'], value: shipment.contract }, { label: ['用户', 'User'], value: shipment.customer },
      { label: ['运单号', 'Waybill'], value: shipment.waybill ?? '—' }, { label: ['到货地点', 'Place of arrival'], value: shipment.place ?? '—' },
      { label: ['出厂日期', 'Left the factory on'], value: shipment.shipped_on }, { label: ['到货日期', 'Arrived on'], value: shipment.arrived_on ?? '—' },
      { label: ['到货', 'Arrived'], value: `${units()} 台` }, { label: ['验收', 'Accepted'], value: `${units() - units('rejected')} 台${missing > 0 ? `，其中缺资料 ${missing} 台` : ''}` },
    ],
    table: {
      columns: [['产品与型号', 'Product'], ['出厂编号', 'Serial numbers'], ['台数', 'Units'], ['结论', 'Finding'], ['缺少的资料', 'Missing papers'], ['说明', 'Remark']],
      rows: lines.map((l) => [l.product, l.serials ?? '', String(l.units), FOUND[l.state] ?? l.state, (l.missing ?? []).map((p) => PAPERS[p][0]).join('、'), l.finding ?? '']),
    },
    stamps: missing > 0 ? [['资料待补', 'Papers to follow']] : [],
  };
}
