/** The demo's parts and applications. In warranty 41 pieces for 13,280.60 by region as the source prints them, out of warranty 38 for 10,185.00, thirty applications (FS-3.6 to FS-3.8). */
import type { Remedy, Side } from './rules.ts';

export const MANAGERS: { readonly [region: string]: string } = { NE: 'hanxue', XJ: 'maimaiti', EC: 'guyang', NC: 'tianye', NW: 'baiyun', SW: 'xiangcheng' };

export interface DemoPart {
  readonly code: string; readonly name: string; readonly spec: string; readonly measure: string; readonly serialised?: true; readonly minimum: number;
  /** Fen; pieces of the first delivery and of the second, which costs four per cent more. */
  readonly cost: number; readonly first: number; readonly later?: number; readonly supplier: string;
}
export const PARTS: readonly DemoPart[] = [
  { code: 'RS-101', name: '燃烧器喷嘴', spec: '1.75 GPH 60°', measure: '个', minimum: 10, cost: 18_600, first: 26, later: 20, supplier: '华燃热能配件厂' },
  { code: 'HT-412', name: '火焰探测器', spec: 'UV-2 紫外', measure: '只', serialised: true, minimum: 4, cost: 42_000, first: 12, later: 6, supplier: '华燃热能配件厂' },
  { code: 'DH-220', name: '点火变压器', spec: '2×5 kV', measure: '台', serialised: true, minimum: 3, cost: 65_500, first: 8, later: 4, supplier: '华燃热能配件厂' },
  { code: 'YW-330', name: '液位变送器', spec: '0–2 m 4–20 mA', measure: '台', serialised: true, minimum: 2, cost: 128_000, first: 5, later: 3, supplier: '泰成仪表' },
  { code: 'YB-508', name: '压力变送器', spec: '0–1.6 MPa', measure: '台', serialised: true, minimum: 2, cost: 46_750, first: 6, later: 4, supplier: '泰成仪表' },
  { code: 'AF-150', name: '安全阀', spec: 'A48Y-16C DN50', measure: '台', serialised: true, minimum: 2, cost: 54_000, first: 7, later: 4, supplier: '沪阀' },
  { code: 'MF-205', name: '循环泵机械密封', spec: 'M7N-33', measure: '套', minimum: 6, cost: 30_000, first: 15, later: 12, supplier: '凌河密封' },
  { code: 'LX-310', name: '燃烧器滤芯', spec: '60 目', measure: '个', minimum: 12, cost: 9_650, first: 28, later: 30, supplier: '华燃热能配件厂' },
  { code: 'DP-601', name: '人孔密封垫', spec: 'DN450 石墨', measure: '片', minimum: 10, cost: 1_740, first: 30, later: 20, supplier: '凌河密封' },
  { code: 'PG-2300', name: '加热炉盘管', spec: 'HJ-2300 专用', measure: '组', minimum: 1, cost: 1_860_000, first: 0, supplier: '本厂' },
];

export interface Made {
  readonly region: string; readonly side: Side; readonly part: string; readonly pieces: number; readonly applied: string; readonly fault: string;
  readonly customer?: string; readonly remedy?: Remedy; readonly note?: string; readonly goodwill?: true;
  /** Yuan for the whole, out of warranty without an agreement; or the part that the agreement names. */
  readonly charge?: number; readonly agreement?: string;
  readonly until?: 'replaced' | 'old_part_in';
  /** How many of decided, approved, issued, replaced are done. */
  readonly far?: 1 | 2 | 3 | 4; readonly tarim?: true;
}
const tried = { remedy: 'repair_attempted' } as const;
const claimed = { remedy: 'manufacturer_contacted', note: '华燃热能配件厂答复：同意更换，旧件寄回' } as const;

export const DONE: readonly Made[] = [
  { region: 'NE', side: 'in', part: 'RS-101', pieces: 4, applied: '2026-01-05', fault: '四台炉喷嘴积炭雾化不良', ...tried },
  { region: 'NE', side: 'in', part: 'HT-412', pieces: 2, applied: '2026-01-12', fault: '误报熄火停炉', ...claimed },
  { region: 'NE', side: 'in', part: 'MF-205', pieces: 2, applied: '2026-01-19', fault: '循环泵轴封渗漏', ...tried },
  { region: 'NE', side: 'in', part: 'YW-330', pieces: 1, applied: '2026-02-02', fault: '液位示值漂移', ...claimed, until: 'old_part_in' },
  { region: 'NE', side: 'in', part: 'DH-220', pieces: 1, applied: '2026-02-11', fault: '点火无火花', ...tried, until: 'replaced' },
  { region: 'NC', side: 'in', part: 'AF-150', pieces: 1, applied: '2026-01-14', fault: '起跳后不回座', ...tried, goodwill: true },
  { region: 'NC', side: 'in', part: 'LX-310', pieces: 2, applied: '2026-02-04', fault: '滤芯破损', ...tried },
  { region: 'EC', side: 'in', part: 'RS-101', pieces: 6, applied: '2026-01-06', fault: '喷嘴磨损，火焰偏斜', ...tried },
  { region: 'EC', side: 'in', part: 'HT-412', pieces: 3, applied: '2026-01-13', fault: '探测器老化，信号弱', ...claimed },
  { region: 'EC', side: 'in', part: 'LX-310', pieces: 4, applied: '2026-01-20', fault: '进油压差超限', ...tried },
  { region: 'EC', side: 'in', part: 'MF-205', pieces: 3, applied: '2026-01-27', fault: '机械密封泄漏', ...tried },
  { region: 'EC', side: 'in', part: 'DH-220', pieces: 2, applied: '2026-02-03', fault: '变压器绝缘击穿', ...claimed },
  { region: 'EC', side: 'in', part: 'DP-601', pieces: 2, applied: '2026-02-10', fault: '人孔渗水', ...tried, until: 'replaced' },
  { region: 'NW', side: 'in', part: 'AF-150', pieces: 2, applied: '2026-01-08', fault: '校验不合格', ...claimed },
  { region: 'NW', side: 'in', part: 'RS-101', pieces: 2, applied: '2026-01-15', fault: '喷嘴堵塞', ...tried },
  { region: 'NW', side: 'in', part: 'YW-330', pieces: 1, applied: '2026-01-29', fault: '无输出', ...claimed },
  { region: 'NW', side: 'in', part: 'DP-601', pieces: 2, applied: '2026-02-12', fault: '垫片老化', ...tried, until: 'old_part_in' },
  { region: 'SW', side: 'in', part: 'DH-220', pieces: 1, applied: '2026-01-21', fault: '点火失败', ...tried },
  { region: 'EC', side: 'out', part: 'HT-412', pieces: 2, applied: '2026-01-09', fault: '探测器失效', customer: '中原油田', agreement: '火焰探测器' },
  { region: 'EC', side: 'out', part: 'MF-205', pieces: 4, applied: '2026-01-18', fault: '四台泵轴封渗漏', customer: '望湖采油一厂', agreement: '循环泵机械密封' },
  { region: 'EC', side: 'out', part: 'YW-330', pieces: 1, applied: '2026-01-30', fault: '示值不准', customer: '青堤采油厂', agreement: '液位变送器' },
  { region: 'XJ', side: 'out', part: 'LX-310', pieces: 6, applied: '2026-01-07', fault: '到期更换', charge: 900 },
  { region: 'XJ', side: 'out', part: 'RS-101', pieces: 4, applied: '2026-01-16', fault: '喷嘴磨损', charge: 1_160 },
  { region: 'XJ', side: 'out', part: 'YB-508', pieces: 4, applied: '2026-02-05', fault: '压力示值漂移', charge: 2_920, until: 'old_part_in' },
  { region: 'NE', side: 'out', part: 'AF-150', pieces: 2, applied: '2026-01-22', fault: '校验不合格', charge: 1_680 },
  { region: 'NE', side: 'out', part: 'LX-310', pieces: 4, applied: '2026-02-06', fault: '滤芯堵塞', charge: 600 },
  { region: 'NC', side: 'out', part: 'LX-310', pieces: 6, applied: '2026-01-11', fault: '到期更换', charge: 900 },
  { region: 'NC', side: 'out', part: 'DH-220', pieces: 1, applied: '2026-02-09', fault: '点火变压器烧毁', charge: 1_020, until: 'replaced' },
  { region: 'NW', side: 'out', part: 'RS-101', pieces: 2, applied: '2026-01-25', fault: '火焰不稳', charge: 580 },
  { region: 'NW', side: 'out', part: 'MF-205', pieces: 2, applied: '2026-02-13', fault: '密封面划伤', charge: 940, until: 'replaced' },
];

/** What waits on the day the demo is loaded, applied for so many days ago. */
export const TODAY: readonly (Omit<Made, 'applied'> & { readonly ago: number })[] = [
  { region: 'XJ', side: 'in', part: 'PG-2300', pieces: 1, ago: 9, customer: '塔里木油田', fault: '盘管渗漏，临时封堵后须更换', remedy: 'manufacturer_contacted', note: '本厂答复：在制，月底发运', tarim: true, far: 2 },
  { region: 'NE', side: 'in', part: 'RS-101', pieces: 2, ago: 8, fault: '雾化不良', ...tried, far: 4 },
  { region: 'EC', side: 'out', part: 'AF-150', pieces: 1, ago: 5, fault: '起跳压力偏低', far: 3 },
  { region: 'NE', side: 'in', part: 'HT-412', pieces: 1, ago: 3, fault: '误报熄火', ...claimed, far: 2 },
  { region: 'NC', side: 'in', part: 'MF-205', pieces: 1, ago: 3, fault: '轴封滴漏', far: 1 },
  { region: 'NE', side: 'out', part: 'RS-101', pieces: 2, ago: 1, fault: '火焰偏斜' },
  { region: 'NW', side: 'in', part: 'DP-601', pieces: 2, ago: 1, fault: '人孔渗水', ...tried },
];
