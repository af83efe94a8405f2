/** One record of each register, so that every address has something behind it; and the texts that would act, were they ever taken for more than texts. */
import type { Register } from '../../src/kernel/register/register.ts';
import { generator, inOrder, plant, shapedBy, type House } from '../access/house.ts';

/** What the registers' own guards would have asked of a text; the planter goes past them. */
const SHAPED: { readonly [register: string]: object } = { unit: { zone: 'Asia/Urumqi' }, budget_month: { month: '2026-10' } };

/** Ids by register, those of units that were there before in front. `change` may put other values in. */
export async function plantEach(house: Pick<House, 'kernel' | 'here'>, change: (register: Register, values: { [name: string]: unknown }) => object = (_, values) => values): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>([['unit', Object.values(house.here.units)]]);
  const make = generator(house.kernel, new Date());
  const targets = (name: string) => (name === 'unit' ? house.here.units['VIP']! : ids.get(name)?.at(-1) ?? null);
  for (const register of inOrder([...house.kernel.registers.values()])) {
    const { id } = await plant(house, house.here, register, 'VIP', { ...change(register, make.values(register, targets, false)), ...shapedBy(register, 0), ...SHAPED[register.name] });
    ids.set(register.name, [...(ids.get(register.name) ?? []), id]);
  }
  return ids;
}

/** `data-hit` marks what became an element, `__hit` what ran; 3703701 is what a template would make of the braces. */
export const PAYLOADS = [
  '<script data-hit>__hit=1</script>', '"><img data-hit src=x onerror=__hit=1>', `' data-hit onmouseover=__hit=1 x='`, '</textarea><svg data-hit onload=__hit=1>', '<b data-hit>B</b>', 'javascript:__hit=1', 'data:text/html,<script>__hit=1</script>',
  '{{1234567*3}}', '${1234567*3}', '#{1234567*3}', '<%= 1234567*3 %>', '</style><style data-hit>*{display:none}</style>', '}*{background:url(//evil.example/x)}', '[x](javascript:__hit=1)', '![x](//evil.example/x)', '=HYPERLINK("//evil.example","x")', '＝1+1', '+1+1', '-1+1', '@SUM(1)', '|cmd',
  '<a data-hit href=//evil.example>x</a>', '<iframe data-hit srcdoc="<script>parent.__hit=1</script>">', '&lt;img data-hit src=x onerror=__hit=1&gt;', '\\u003cimg data-hit src=x onerror=__hit=1\\u003e', '%3Cimg data-hit%3E', '<!--x', ']]><x data-hit/>', '<x data-hit xmlns="urn:x"/>',
] as const;

/** Every text that a person may type gets a payload that fits, with a number behind it where texts must differ. In: which turn this is, so that all payloads come into all registers in time. */
export function spoilt(turn: number): (register: Register, values: { [name: string]: unknown }) => object {
  let n = turn;
  return (register, values) => {
    const changed = { ...values };
    for (const [name, f] of Object.entries(register.fields)) {
      if (f.options.readonly || !['text', 'longText', 'personName'].includes(f.kind.name) || typeof values[name] !== 'string') continue;
      const most = f.options.max ?? (f.kind.name === 'personName' ? 60 : 200);
      const fitting = PAYLOADS.filter((p) => p.length + 6 <= most);
      if (fitting.length === 0) continue;
      n++;
      changed[name] = `${fitting[n % fitting.length]!} ${n}`;
    }
    return changed;
  };
}
