/** Money on its way between the input (yuan, two decimals) and the record (fen, whole). No floating point in between. */

/** '1,234.5' -> 123450; null when it is not an amount. */
export function fenOf(yuan: string | number | null | undefined): number | null {
  const found = /^(-?)(\d{1,13})(?:\.(\d{0,2})\d*)?$/.exec(
    String(yuan ?? '')
      .replaceAll(',', '')
      .trim(),
  );
  if (!found) return null;
  const [, minus, whole = '0', cents = ''] = found;
  const fen = Number(whole) * 100 + Number(cents.padEnd(2, '0'));
  return minus === '-' ? -fen : fen;
}

/** 123450 -> '1234.50' */
export function yuanOf(fen: unknown): string | null {
  if (typeof fen !== 'number' || !Number.isFinite(fen)) return null;
  const size = Math.abs(Math.trunc(fen));
  return `${fen < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}

/** 123450 -> '1,234.50' */
export function groupedYuan(fen: number): string {
  const [whole = '0', cents = '00'] = (yuanOf(Math.abs(fen)) ?? '0.00').split('.');
  return `${fen < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** 123450 -> 壹仟贰佰叁拾肆元伍角整, as amounts are written out on slips. */
export function capitals(fen: number): string {
  const size = Math.abs(Math.trunc(fen));
  const yuan = Math.floor(size / 100);
  const jiao = Math.floor(size / 10) % 10;
  const cent = size % 10;
  const whole = yuan > 0 ? `${capitalYuan(yuan)}元` : '';
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : yuan > 0 && cent > 0 ? '零' : '';
  const rest = cent > 0 ? `${DIGITS[cent]}分` : '整';
  return `${fen < 0 ? '负' : ''}${whole + tenths === '' && cent === 0 ? '零元' : whole + tenths}${rest}`;
}

function capitalYuan(yuan: number): string {
  const groups: string[] = [];
  let zeroBefore = false;
  for (let power = 3; power >= 0; power -= 1) {
    const group = Math.floor(yuan / 10_000 ** power) % 10_000;
    if (group === 0) {
      zeroBefore = groups.length > 0;
      continue;
    }
    const gap = groups.length > 0 && (zeroBefore || group < 1000) ? '零' : '';
    groups.push(`${gap}${capitalGroup(group)}${GROUPS[power]}`);
    zeroBefore = false;
  }
  return groups.join('');
}

function capitalGroup(group: number): string {
  let out = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      zero = out !== '';
      continue;
    }
    out += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    zero = false;
  }
  return out;
}
