/** Decimals as text, without passing through binary fractions: shared by quantities and money. */

/** '1,234.5' at scale 2 gives 123450n; undefined when it is no number, has more places than allowed, or commas in odd places. */
export function scaled(text: string, scale: number): bigint | undefined {
  const match = /^([+-]?)(\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > scale || whole.length > 19) return undefined;
  const units = BigInt(whole.replaceAll(',', '') + kept.padEnd(scale, '0'));
  return sign === '-' ? -units : units;
}

/** 123450n at scale 2 gives '1234.50'. */
export function unscaled(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return (units < 0n ? '-' : '') + digits.slice(0, point) + (scale > 0 ? `.${digits.slice(point)}` : '');
}

/** '1234567.50' gives '1,234,567.50'. */
export function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}
