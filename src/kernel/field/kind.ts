/** What most kinds of field have in common, and how typed or imported text is cleaned before anything looks at it. */
import type { Kind } from './field.ts';

type Own<T> = Pick<Kind<T>, 'name' | 'column' | 'schema' | 'jsonSchema' | 'message' | 'parse' | 'operators'> & Partial<Kind<T>>;

/** A kind whose column, JSON and text are its own value unless it says otherwise. */
export function defineKind<T>(own: Own<T>): Kind<T> {
  return {
    toColumn: (value) => value,
    fromColumn: (raw) => raw as T,
    toJson: (value) => value,
    toText: (value) => String(value),
    toCell(value, options, lang, zone) { return this.toText(value, options, lang, zone); },
    personal: false,
    searchable: false,
    ...own,
  };
}

/** NFC; without the invisible characters that come with copied text and can turn names around. */
export function clean(text: string): string {
  return text.normalize('NFC').replace(/[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '').trim();
}

/** Full-width digits, letters and signs as the narrow ones: for numbers, codes and dates, never for prose. */
export function narrow(text: string): string {
  return clean(text.normalize('NFKC'));
}
