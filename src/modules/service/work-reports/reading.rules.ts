/**
 * Reading an old work report (旧报告识读): figures by section with their units, dates as far as they can be told, typed totals against
 * what they should add up to. Nothing is guessed: what cannot be read keeps its wording. Pure. Serves FS-IMP-1, FS-IMP-2, AC-24, AC-37, AC-38.
 */
import { calendar, type Label } from '../../../kernel/index.ts';

export interface ReadFigure {
  readonly key: string;
  readonly section: number;
  readonly label: Label;
  readonly raw: string;
  readonly value: number;
  readonly unit: string | null;
  /** The unit that should stand there and does not. */
  readonly unitMissing: string | null;
}
export interface ReadDate { readonly key: string; readonly section: number; readonly label: Label; readonly raw: string; readonly value: string | null }
/** A typed total beside the sum of its parts. */
export interface TypedTotal { readonly key: string; readonly section: number; readonly label: Label; readonly stated: number; readonly sum: number; readonly difference: number }
export interface ReadReport { readonly figures: readonly ReadFigure[]; readonly dates: readonly ReadDate[]; readonly totals: readonly TypedTotal[]; readonly emptySections: readonly number[] }

const NUMBER = '(\\d+(?:,\\d{3})*(?:\\.\\d+)?)';
interface Wanted { readonly key: string; readonly section: number; readonly label: Label; readonly before: string; readonly unit: string; readonly times?: number }
const want = (key: string, section: number, label: Label, before: string, unit: string): Wanted => ({ key, section, label, before, unit });

export const PLACES: readonly (readonly [code: string, zh: string, en: string])[] = [
  ['hq', '总部', 'Centre'], ['ec', '华东', 'East China'], ['xj', '新疆', 'Xinjiang'], ['ne', '东北', 'Northeast'], ['nc', '华北', 'North China'], ['nw', '西北', 'Northwest'], ['sw', '西南', 'Southwest'],
];
const COSTS: readonly (readonly [code: string, zh: string, en: string])[] = [
  ['vehicles', '车辆费', 'Vehicles'], ['travel', '差旅费', 'Travel'], ['communication', '通讯费', 'Communication'], ['business', '业务费', 'Business'], ['office', '办公费', 'Office'], ['other', '其他费', 'Other'],
];
const placeWords = (zh: string) => (zh === '总部' ? '服务总部' : `${zh}服务`);

const WANTED: readonly Wanted[] = [
  want('staff.total', 1, ['人员合计', 'Staff, total'], '现有人员', '人'), want('vehicles.total', 1, ['车辆合计', 'Vehicles, total'], '现有人员\\d+人?[,;]服务车辆', '台'),
  ...PLACES.map(([code, zh, en]) => want(`staff.${code}`, 1, [`人员 ${zh}`, `Staff, ${en}`], placeWords(zh), '人')),
  ...PLACES.map(([code, zh, en]) => want(`vehicles.${code}`, 1, [`车辆 ${zh}`, `Vehicles, ${en}`], `${placeWords(zh)}\\d+人?[,、]服务车辆`, '台')),
  want('grade.senior', 2, ['高级工', 'Senior'], '高级工', '人'), want('grade.intermediate', 2, ['中级工', 'Intermediate'], '中级工', '人'), want('grade.junior', 2, ['初级工', 'Junior'], '初级工', '人'),
  want('reports.daily', 2, ['日报', 'Daily reports'], '日报', '份'), want('reports.weekly', 2, ['周报', 'Weekly reports'], '周报', '份'), want('reports.monthly', 2, ['月报', 'Monthly reports'], '月报', '份'),
  want('quota.year', 3, ['定额年度', 'Quota, year'], '(?<!\\d)(?=\\d{4}年服务成本月度定额)', '年'),
  want('quota.total', 3, ['月度定额', 'Monthly quota'], '月度定额', '万元'), want('quota.materials', 3, ['定额 材料与工程安装费', 'Quota, materials'], '材料与工程安装费', '万元'),
  ...COSTS.map(([code, zh, en]) => want(`quota.${code}`, 3, [`定额 ${zh}`, `Quota, ${en.toLowerCase()}`], `${zh}用?(?=\\d[\\d.]*万)`, '万元')),
  ...COSTS.map(([code, zh, en]) => want(`cost.${code}`, 3, [`实际 ${zh}`, `Actual, ${en.toLowerCase()}`], `${zh}用:?(?!\\d[\\d.]*万)`, '元')),
  want('cost.total', 3, ['实际合计', 'Actual, total'], '合计服务费用:?', '元'),
  want('parts.applications', 3, ['配件申请单', 'Parts applications'], '配件申请单', '份'), want('parts.in', 3, ['质保期内更换', 'Replaced in warranty'], '质保期内配件更换', '件'),
  ...PLACES.slice(1).map(([code, zh, en]) => want(`parts.in.${code}`, 3, [`质保期内 ${zh}`, `In warranty, ${en}`], `${zh}区域`, '件')),
  want('parts.in_cost', 3, ['质保期内金额', 'Cost in warranty'], '质保期内配件更换[^。]*?金额约?为?:?', '元'),
  want('parts.out', 3, ['质保期外', 'Out of warranty'], '质保期外配件合计', '件'), want('parts.out_cost', 3, ['质保期外金额', 'Cost out of warranty'], '质保期外配件合计[^。]*?金额约?为?:?', '元'),
  want('contract.amount', 4, ['维保合同金额', 'Maintenance contract'], '合同金额', '万'), want('contract.term', 4, ['维保合同期限', 'Term of the contract'], '合同期限为?', '年'),
  want('agreements', 4, ['保期外更换协议', 'Replacement agreements'], '更换协议', '份'),
  want('sales.total', 5, ['销售合同', 'Sales contracts'], '销售合同总数', '个'), want('sales.entered', 5, ['已挂', 'Entered'], '已挂合同', '个'),
  want('sales.not_to_enter', 5, ['不挂账', 'Not to be entered'], '不挂[帐账]', '个'), want('sales.not_yet', 5, ['未挂账', 'Not yet entered'], '未挂[帐账]', '个'),
  want('shipped', 5, ['已出厂合同', 'Shipped'], '已出厂合同', '个'), want('not_shipped', 5, ['未出厂合同', 'Not shipped'], '未出厂合同', '个'),
  want('factory', 5, ['出厂设备', 'Equipment shipped'], '出厂设备', '台'), want('accepted', 5, ['到货验收', 'Accepted on arrival'], '到货验收', '台'),
  want('orders', 5, ['服务指令', 'Service orders'], '服务指令', '项'), want('orders.rate', 5, ['执行率', 'Execution rate'], '执行率', '%'),
  want('requests', 5, ['服务申请单', 'Service requests'], '服务申请单共?计?', '份'), want('issued', 5, ['服务执行单', 'Execution orders'], '服务执行单(?:\\(代回执\\))?', '份'),
  want('receipts', 5, ['回执', 'Receipts'], '接收回执', '份'), want('service_reports', 5, ['服务报告', 'Service reports'], '服务报告累计', '份'), want('surveys', 5, ['满意度调查表', 'Satisfaction surveys'], '调查表', '份'),
];

const DATES: readonly { readonly key: string; readonly section: number; readonly label: Label; readonly pattern: RegExp }[] = [
  { key: 'cost.as_of', section: 3, label: ['成本截至', 'Cost as of'], pattern: /截止到([^,。]{2,14}?)服务成本统计/ },
  { key: 'parts.as_of', section: 3, label: ['配件截至', 'Parts as of'], pattern: /截止到([^,。]{2,14}?),?服务中心(?:接受|受理)/ },
  { key: 'shipped.as_of', section: 5, label: ['出厂截至', 'Shipping as of'], pattern: /截止到([^,。]{2,14}?),产品/ },
  { key: 'orders.as_of', section: 5, label: ['指令截至', 'Orders as of'], pattern: /截止到([^,。]{2,14}?),服务指令/ },
];

/** Which figures a typed total claims to be the sum of. */
const SUMS: readonly { readonly key: string; readonly parts: (key: string) => boolean }[] = [
  { key: 'staff.total', parts: (k) => /^staff\.(?!total)/.test(k) }, { key: 'vehicles.total', parts: (k) => /^vehicles\.(?!total)/.test(k) },
  { key: 'quota.total', parts: (k) => /^quota\.(?!total|year)/.test(k) }, { key: 'cost.total', parts: (k) => /^cost\.(?!total)/.test(k) },
  { key: 'parts.in', parts: (k) => /^parts\.in\./.test(k) }, { key: 'sales.total', parts: (k) => /^sales\.(?!total)/.test(k) },
  { key: 'points.period.合计', parts: (k) => /^points\.period\.(?!合计|台数)/.test(k) }, { key: 'points.year.合计', parts: (k) => /^points\.year\.(?!合计|台数)/.test(k) },
  { key: 'points.region.合计', parts: (k) => /^points\.region\.(?!合计|台数)/.test(k) },
];

/** Widths and punctuation made one; lines kept for tables. */
export function plainLines(text: string): string[] {
  return text.normalize('NFKC').replaceAll('，', ',').replaceAll('：', ':').split('\n').map((line) => line.replaceAll(/\s+/g, '')).filter((line) => line !== '');
}

export function readOldReport(text: string): ReadReport {
  const lines = plainLines(text);
  // A line's end parts figures: without it '94445' and the '09年' of the next line are one number.
  const prose = lines.join('\n');
  const figures = [...WANTED.flatMap((w) => found(prose, w)), ...tableFigures(lines)];
  const dates = DATES.flatMap(({ key, section, label, pattern }): ReadDate[] => {
    const raw = pattern.exec(prose)?.[1];
    return raw === undefined ? [] : [{ key, section, label, raw, value: dateOf(raw) }];
  });
  return { figures, dates, totals: totalsOf(figures), emptySections: [1, 2, 3, 4, 5].filter((n) => !figures.some((fig) => fig.section === n)) };
}

function found(prose: string, { key, section, label, before, unit }: Wanted): ReadFigure[] {
  const match = new RegExp(`${before}${NUMBER}(万?(?:元|人|台|份|件|个|项|年|%)?)`).exec(prose);
  const raw = match?.at(-2);
  if (match === null || raw === undefined) return [];
  const seen = match.at(-1) ?? '';
  const value = Number(raw.replaceAll(',', ''));
  const tenThousand = seen.startsWith('万');
  return [{
    key, section, label, raw: `${raw}${seen}`, value: tenThousand ? Math.round(value * 10_000 * 100) / 100 : value,
    unit: seen === '' ? null : tenThousand ? '元' : seen, unitMissing: seen === '' ? unit : null,
  }];
}

/** A day needs its year. Two digits are of this century; '2月27日' and '09220' stay words. */
export function dateOf(raw: string): string | null {
  const match = /^(\d{4}|\d{2})年(\d{1,2})月(\d{1,2})日$/.exec(raw);
  if (!match) return null;
  const [year = '', month = '', day = ''] = match.slice(1);
  const written = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return calendar.isDate(written) ? written : null;
}

/** Tables are printed one cell a line: heads from 台数 to 合计, then rows of a label and as many cells. */
function tableFigures(lines: readonly string[]): ReadFigure[] {
  const figures: ReadFigure[] = [];
  for (let at = lines.indexOf('台数'); at >= 0; at = lines.indexOf('台数', at + 1)) {
    const end = lines.indexOf('合计', at);
    if (end < 0) break;
    const heads = lines.slice(at, end + 1);
    const regions = heads.includes('华东');
    for (let row = end + 1; row < lines.length && row <= end + 2 * (heads.length + 2); row++) {
      const label = lines[row] ?? '';
      const kind = /月积分$/.test(label) ? 'points.period' : /累计积分$/.test(label) ? (regions ? 'points.region' : 'points.year') : /^排名$/.test(label) ? 'rank' : null;
      if (kind === null || (lines[row + 1] ?? '') === '台数') continue;
      heads.forEach((head, i) => {
        const raw = lines[row + 1 + i] ?? '';
        if (/^\d[\d,]*$/.test(raw)) figures.push({ key: `${kind}.${head}`, section: 2, label: [`${TABLES[kind][0]} ${head}`, `${TABLES[kind][1]}, ${HEADS[head] ?? head}`], raw, value: Number(raw.replaceAll(',', '')), unit: null, unitMissing: null });
      });
      row += heads.length;
    }
  }
  return figures;
}
const TABLES: { readonly [kind in 'points.period' | 'points.year' | 'points.region' | 'rank']: Label } = {
  'points.period': ['本期积分', 'Points of the period'], 'points.year': ['累计积分', 'Points, cumulative'], 'points.region': ['区域累计积分', 'Points by region'], rank: ['排名', 'Rank'],
};

const HEADS: { readonly [zh: string]: string } = {
  ...Object.fromEntries(PLACES.map(([, zh, en]) => [zh, en])), 台数: 'orders', 接收: 'receiving', 验收: 'acceptance', 调试: 'commissioning', 应急: 'emergency', 组装: 'assembly', 维服: 'maintenance', 合计: 'total',
};

function totalsOf(figures: readonly ReadFigure[]): TypedTotal[] {
  return SUMS.flatMap(({ key, parts }): TypedTotal[] => {
    const total = figures.find((fig) => fig.key === key);
    const items = figures.filter((fig) => parts(fig.key));
    if (!total || items.length === 0) return [];
    const sum = Math.round(items.reduce((all, fig) => all + fig.value, 0) * 100) / 100;
    return [{ key, section: total.section, label: total.label, stated: total.value, sum, difference: Math.round((total.value - sum) * 100) / 100 }];
  });
}
