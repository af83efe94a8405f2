/** What the page can see by itself before it asks the server: something missing, too long, out of its limits, unsigned. */
import type { FieldMeta, Label, Me, SignMeta } from '../../kernel/api.ts';
import { groupedYuan } from './amount.ts';
import type { Signed, Values } from './draft.ts';
import { isEmpty, numberOption } from './widget.ts';

export type Problems = { readonly [name: string]: Label };

export function problemsOf(fields: readonly FieldMeta[], values: Values): Problems {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const problem = problemOf(field, values[field.name]);
      return problem ? [[field.name, problem]] : [];
    }),
  );
}

export function unsigned(signs: readonly SignMeta[], signed: Signed): Problems {
  return Object.fromEntries(
    signs.flatMap((sign) => {
      const problem = signProblem(signed[sign.name]);
      return problem ? [[signKey(sign.name), problem]] : [];
    }),
  );
}
/** Whether somebody of these posts signs here: a signature of another post is not begun with the name of whoever sits at the page. */
export const signsFor = (sign: SignMeta, posts: Me['posts']): boolean => sign.by === 'user' && (sign.role === null || posts.some(({ role }) => role === sign.role));
/** Signatures share the form's list of problems with the fields. */
export const signKey = (name: string): string => `sign.${name}`;

function problemOf(field: FieldMeta, value: unknown): Label | null {
  if (isEmpty(value) || (typeof value === 'string' && value.trim() === '')) {
    return field.optional ? null : [`请填写${field.label[0]}`, `${field.label[1]} is missing`];
  }
  if (field.kind === 'period') return periodProblem(value);
  if (typeof value !== 'number' && field.kind !== 'quantity') return null;
  const min = numberOption(field, 'min');
  const max = numberOption(field, 'max');
  const shown = (limit: number) => (field.kind === 'money' ? groupedYuan(limit) : String(limit));
  if (min !== undefined && Number(value) < min) return [`不能小于 ${shown(min)}`, `At least ${shown(min)}`];
  if (max !== undefined && Number(value) > max) return [`不能大于 ${shown(max)}`, `At most ${shown(max)}`];
  return null;
}

function periodProblem(value: unknown): Label | null {
  const { from, to } = value as { readonly from?: string | null; readonly to?: string | null };
  if (!from || !to) return ['请填写起止日期', 'Both days are needed'];
  return to <= from ? ['结束不能早于开始', 'The end cannot be before the start'] : null;
}

function signProblem(signed: Signed[string] | undefined): Label | null {
  if (!signed?.signer.trim()) return ['请填写签名人姓名', 'The signer’s name is missing'];
  if (signed.kind === 'drawn') return signed.strokes === '' ? ['尚未签名', 'Not signed yet'] : null;
  const [first, second] = signed.witnesses.map((name) => name.trim());
  if (!first || !second) return ['拒签须有两名见证人', 'A refusal needs two witnesses'];
  return first === second ? ['两名见证人不能是同一人', 'The two witnesses must be different people'] : null;
}
