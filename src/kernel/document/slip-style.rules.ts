/** What an organisation says about papers of one kind (单据样式); asked by what is printed and by what is shown. */
import type { Label, PaperPart, SlipPage } from '../api.ts';

/** What the organisation says about papers of this kind. */
export function styleOf(slip: Pick<SlipPage, 'style' | 'kind'>): { readonly note: Label; shows(part: PaperPart): boolean } {
  const own = Object.hasOwn(slip.style.slips, slip.kind) ? slip.style.slips[slip.kind] : undefined;
  return { note: own?.note ?? ['', ''], shows: (part) => !own?.hidden.includes(part) };
}
