/** What most kinds of field have in common, and how typed or imported text is cleaned before anything looks at it. */
import type { Kind, KindOptions } from './field.ts';

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
    schema: onceFor(own.schema),
  };
}

/** Made once for each field's options: making a schema costs thirty times as much as asking it, and a report asks it for every cell. */
function onceFor<T>(make: Kind<T>['schema']): Kind<T>['schema'] {
  const made = new WeakMap<KindOptions, ReturnType<Kind<T>['schema']>>();
  return (options) => {
    let known = made.get(options);
    if (!known) {
      known = make(options);
      made.set(options, known);
    }
    return known;
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
