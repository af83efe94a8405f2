/** Photographs (照片): files that are pictures, from the camera of the phone or the disk. */
import { attachmentKind } from '../attachment/attachment.ts';
import { field, type Field, type Kind, type Nullable, type Optional, type Options } from '../field.ts';

export const photo = <P extends Optional = undefined>(
  zh: string, en: string, options?: Options<P, { readonly max?: number }>,
): Field<Nullable<readonly string[], P>> =>
  field<readonly string[], P>(photoKind, zh, en, { ...options, types: ['image/jpeg', 'image/png', 'image/webp'] });

export const photoKind: Kind<readonly string[]> = {
  ...attachmentKind,
  name: 'photo',
  message: ({ max = 20 }) => [`请添加照片，最多 ${max} 张`, `Add photographs, at most ${max}`],
  toText: (ids, _options, lang) => (lang === 0 ? `${ids.length} 张照片` : `${ids.length} ${ids.length === 1 ? 'photograph' : 'photographs'}`),
};
