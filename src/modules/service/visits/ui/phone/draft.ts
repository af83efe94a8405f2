/**
 * A visit in hand (进行中的到访): everything the technician has tapped and typed, on the device after every change, with the keys under
 * which it will be sent. Once it is queued it no longer changes. Serves AC-33.
 */
import type { Label } from '../../../../../kernel/api.ts';
import { newId } from '../../../../../web/client/wire.ts';
import type { DayOrder, DayVisit } from '../../day.ts';
import { documentText, readingValue, type Answer, type Outcome, type PartSource, type VisitDocument } from '../../document.rules.ts';

export interface DraftPhoto { readonly file: string; readonly sha256: string; readonly caption: string; readonly takenAt: string; readonly uploadKey: string }
export interface DraftPart { readonly line: string; readonly part: string; readonly name: string; readonly unit: string; readonly quantity: number; readonly source: PartSource }
export interface DraftReading { readonly line: string; readonly what: string; readonly value: string; readonly unit: string }

export interface Draft {
  /** Key of the visit's first write, and what all that belongs to it is grouped by. */
  readonly id: string;
  readonly owner: string;
  readonly order: DayOrder;
  readonly technician: string;
  readonly keys: { readonly depart: string; readonly safety: string; readonly arrive: string; readonly submit: string };
  readonly startedAt: string;
  readonly departedAt: string | null;
  readonly arrivedAt: string | null;
  readonly safety: { readonly [item: string]: Answer };
  readonly found: string;
  readonly work: string;
  readonly outcome: Outcome;
  readonly remainder: string;
  readonly readings: readonly DraftReading[];
  readonly photos: readonly DraftPhoto[];
  readonly parts: readonly DraftPart[];
  readonly signer: string;
  readonly strokes: string;
  /** When the customer was shown the summary: the end of the work as signed. */
  readonly finishedAt: string | null;
  readonly clockOffset: number | null;
  readonly signedAt: string | null;
  readonly signedText: string | null;
  readonly queuedAt: string | null;
}

export function newDraft(owner: string, order: DayOrder, technician: string, at: string): Draft {
  return {
    id: newId(), owner, order, technician, keys: { depart: newId(), safety: newId(), arrive: newId(), submit: newId() }, startedAt: at,
    departedAt: null, arrivedAt: null, safety: {}, found: '', work: '', outcome: 'resolved', remainder: '', readings: [], photos: [], parts: [],
    signer: '', strokes: '', finishedAt: null, clockOffset: null, signedAt: null, signedText: null, queuedAt: null,
  };
}

/** What the customer is shown and signs. `safety` in the order and words of the checklist. */
export function documentOf(d: Draft, safety: readonly { readonly item: string; readonly label: Label }[]): VisitDocument {
  return {
    form: 1, order: d.order.id, number: d.order.number, customer: [d.order.customer, d.order.site].filter((x) => x !== '').join(' '), equipment: d.order.equipment, technician: d.technician,
    departed_at: d.departedAt, arrived_at: d.arrivedAt ?? d.startedAt, finished_at: d.finishedAt ?? d.startedAt, clock_offset_ms: d.clockOffset,
    safety: safety.flatMap((s) => (d.safety[s.item] ? [{ item: s.item, text: s.label[0], answer: d.safety[s.item]! }] : [])),
    found: d.found, work: d.work, outcome: d.outcome, remainder: d.outcome === 'unresolved' ? d.remainder : '',
    readings: d.readings.map((r) => ({ what: r.what, value: readingValue(r.value) ?? r.value, unit: r.unit })),
    parts: d.parts.map(({ part, name, quantity, unit, source }) => ({ part, name, quantity, unit, source })),
    photos: d.photos.map((f) => ({ sha256: f.sha256, caption: f.caption, taken_at: f.takenAt })),
  };
}

export type DraftStage = 'new' | 'underway' | 'signed' | 'queued';
export const stageOf = (d: Draft | undefined): DraftStage => (!d ? 'new' : d.queuedAt ? 'queued' : d.signedText ? 'signed' : 'underway');

/** The visit of an order that counts now. One that was taken is over: an order that was sent back to the technician begins a new one. */
export function currentDraft(drafts: readonly Draft[], order: string, taken: readonly DayVisit[]): Draft | undefined {
  const own = drafts.filter((d) => d.order.id === order);
  const over = taken.some((v) => v.order === order && v.state !== 'conflict');
  return own.find((d) => d.queuedAt === null) ?? (over ? undefined : own.at(-1));
}

/** A change after the signature takes the signature away, unless nothing changed that was signed. */
export function changed(d: Draft, next: Partial<Draft>, safety: Parameters<typeof documentOf>[1]): Draft {
  const after = { ...d, ...next };
  if (d.signedText === null || documentText(documentOf(after, safety)) === d.signedText) return after;
  return { ...after, strokes: '', signedAt: null, signedText: null, finishedAt: null };
}
