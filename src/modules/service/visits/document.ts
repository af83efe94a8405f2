/** The signed document as it arrives: its hash is computed again and its shape is checked strictly, because it is what was signed. Serves AC-33. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '../../../kernel/index.ts';
import { documentText, type VisitDocument } from './document.rules.ts';

const text = z.string().max(4_000);
const moment = z.iso.datetime({ offset: true });
const shape = z.strictObject({
  form: z.literal(1), order: z.guid(), number: text, customer: text, equipment: text, technician: text,
  departed_at: moment.nullable(), arrived_at: moment, finished_at: moment, clock_offset_ms: z.number().int().nullable(),
  safety: z.array(z.strictObject({ item: text, text, answer: z.enum(['ok', 'not_applicable', 'missing']) })).max(40),
  found: text, work: text.min(1), outcome: z.enum(['resolved', 'unresolved']), remainder: text,
  readings: z.array(z.strictObject({ what: text, value: z.string().regex(/^-?\d{1,9}(\.\d{1,4})?$/), unit: text })).max(60),
  parts: z.array(z.strictObject({ part: z.guid(), name: text, quantity: z.number().int().min(1).max(9_999), unit: text, source: z.enum(['van', 'not_from_stock']) })).max(60),
  photos: z.array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), caption: text, taken_at: moment })).max(12),
});

export const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

export function readDocument(content: string, hash: string): VisitDocument {
  if (hashOf(content) !== hash) throw new Refusal('visit.hash', ['签名内容与摘要不符，可能在途中被改动', 'What was signed does not match its hash; it may have been changed on the way'], 422, { document_hash: ['不符', 'Does not match'] });
  const read = shape.safeParse(parsed(content));
  // The text must be the one text of this content, or two texts could claim the same signature.
  if (!read.success || documentText(read.data) !== content) throw new Refusal('visit.document', ['签名内容的格式不正确', 'What was signed is not well formed'], 422, { document: ['不正确', 'Not right'] });
  return read.data;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}
