/** Whether what was typed looks like a Chinese ID number, phone number or plate: a hint while typing, never a verdict. */
import type { Label } from '../../kernel/api.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Foreign documents are welcome, so anything that does not look like an 18-digit number is left alone. */
export function idNumberHint(value: string): Label | null {
  const typed = value.trim().toUpperCase();
  if (!/^\d{6,18}[\dX]?$/.test(typed)) return null;
  if (typed.length < 18) return [`还差 ${18 - typed.length} 位`, `${18 - typed.length} more to go`];
  if (typed.length > 18) return ['身份证号为 18 位', 'An ID number has 18 characters'];
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(typed[at]), 0);
  return CHECKS[sum % 11] === typed[17]
    ? ['校验位正确', 'Check digit is right']
    : ['校验位不对，请核对证件', 'Check digit is wrong: compare with the document'];
}

export function phoneHint(value: string): Label | null {
  const digits = value.replace(/[\s-]/g, '');
  if (!/^1\d*$/.test(digits) || digits.length === 11) return null;
  return digits.length < 11
    ? [`手机号还差 ${11 - digits.length} 位`, `${11 - digits.length} more digits for a mobile number`]
    : ['手机号多了几位', 'Too many digits for a mobile number'];
}

const PLATE =
  /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-Z](?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]))$/;
export const plateOf = (typed: string): string => typed.toUpperCase().replace(/[\s·.-]/g, '');
export function plateHint(value: string): Label | null {
  if (value.length < 7 || PLATE.test(value)) return null;
  return ['不像常见的车牌号，请核对', 'Does not look like a usual plate: please check'];
}
