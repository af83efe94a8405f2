/**
 * The visit as the customer signs it: what is in it, its text, byte for byte the same on the phone and on the server, and what must
 * be there before anybody is asked to sign. The hash of this text is what the signature binds to.
 * Used on the phone as well, so it imports nothing that runs. Serves FS-5.8, AC-33.
 */
import type { Label } from '../../../kernel/index.ts';

export type Answer = 'ok' | 'not_applicable' | 'missing';
export interface SafetyAnswer { readonly item: string; readonly text: string; readonly answer: Answer }
export interface Reading { readonly what: string; readonly value: string; readonly unit: string }
export interface UsedPart {
  readonly part: string;
  readonly name: string;
  readonly quantity: number;
  readonly unit: string;
  /** From the technician's van; or it was there already (the customer's own), and no stock moves. */
  readonly source: PartSource;
}
export type PartSource = 'van' | 'not_from_stock';
export interface Picture { readonly sha256: string; readonly caption: string; readonly taken_at: string }
export type Outcome = 'resolved' | 'unresolved';

export interface VisitDocument {
  readonly form: 1;
  readonly order: string;
  readonly number: string;
  readonly customer: string;
  readonly equipment: string;
  readonly technician: string;
  /** By the clock of the phone, like every moment in here. */
  readonly departed_at: string | null;
  readonly arrived_at: string;
  readonly finished_at: string;
  /** Server minus phone in milliseconds when they last spoke; null when they had not. */
  readonly clock_offset_ms: number | null;
  readonly safety: readonly SafetyAnswer[];
  readonly found: string;
  readonly work: string;
  readonly outcome: Outcome;
  /** What remains, when something does. */
  readonly remainder: string;
  readonly readings: readonly Reading[];
  readonly parts: readonly UsedPart[];
  readonly photos: readonly Picture[];
}

/** NFC, without the invisible characters the server would take out: else the text would change under the signature. */
export const plainText = (text: string): string => text.normalize('NFC').replace(/[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '').replace(/\r\n?/g, '\n').trim();

/** Always the same text for the same visit: fields in one order, strings plain. */
export function documentText(d: VisitDocument): string {
  const p = plainText;
  const whole: VisitDocument = {
    form: 1, order: d.order, number: p(d.number), customer: p(d.customer), equipment: p(d.equipment), technician: p(d.technician),
    departed_at: d.departed_at, arrived_at: d.arrived_at, finished_at: d.finished_at, clock_offset_ms: d.clock_offset_ms,
    safety: d.safety.map((s) => ({ item: s.item, text: p(s.text), answer: s.answer })),
    found: p(d.found), work: p(d.work), outcome: d.outcome, remainder: p(d.remainder),
    readings: d.readings.map((r) => ({ what: p(r.what), value: p(r.value), unit: p(r.unit) })),
    parts: d.parts.map((u) => ({ part: u.part, name: p(u.name), quantity: u.quantity, unit: p(u.unit), source: u.source })),
    photos: d.photos.map((f) => ({ sha256: f.sha256, caption: p(f.caption), taken_at: f.taken_at })),
  };
  return JSON.stringify(whole).normalize('NFC');
}

/** A reading as typed on a phone: full-width signs and a comma for the point are understood; null when it is no number. */
export function readingValue(typed: string): string | null {
  const narrow = typed.normalize('NFKC').trim().replace('−', '-').replace(',', '.');
  return /^-?\d{1,9}(\.\d{1,4})?$/.test(narrow) ? narrow : null;
}

export type Section = 'arrival' | 'safety' | 'work' | 'readings' | 'photos' | 'parts' | 'sign';
export interface Missing { readonly section: Section; readonly why: Label }

/** What is still missing before the customer can sign; `available` is what the van held when the phone last heard. */
export function missingFrom(d: Omit<VisitDocument, 'arrived_at' | 'finished_at'> & { readonly arrived_at: string | null }, safety: readonly { readonly item: string }[], available: ReadonlyMap<string, number>): readonly Missing[] {
  const found: Missing[] = [];
  const say = (section: Section, zh: string, en: string) => { found.push({ section, why: [zh, en] }); };
  if (d.arrived_at === null) say('arrival', '还没有登记到场', 'Arrival is not recorded yet');
  const answered = new Set(d.safety.map((s) => s.item));
  const open = safety.filter((s) => !answered.has(s.item)).length;
  if (open > 0) say('safety', `还有 ${open} 项安全检查没有回答`, `${open} safety check${open === 1 ? '' : 's'} not answered`);
  const unsafe = d.safety.filter((s) => s.answer === 'missing').map((s) => s.text);
  if (unsafe.length > 0) say('safety', `不具备开工条件：${unsafe.join('、')}。落实后再开工`, `Not safe to work: ${unsafe.join('; ')}. Put it right first`);
  if (plainText(d.work) === '') say('work', '还没有写做了什么', 'What was done is not written yet');
  if (d.outcome === 'unresolved' && plainText(d.remainder) === '') say('work', '有遗留问题时要写明是什么', 'Say what remains');
  if (d.readings.some((r) => plainText(r.what) === '' || readingValue(r.value) === null)) say('readings', '有读数没有填完或不是数字', 'A reading is incomplete or not a number');
  if (d.parts.some((u) => !Number.isInteger(u.quantity) || u.quantity < 1)) say('parts', '配件数量须为正整数', 'Quantities of parts are whole numbers above nought');
  const short = d.parts.find((u) => u.source === 'van' && u.quantity > (available.get(u.part) ?? 0));
  if (short) say('parts', `车上的“${short.name}”不够`, `Not enough “${short.name}” in the van`);
  return found;
}
