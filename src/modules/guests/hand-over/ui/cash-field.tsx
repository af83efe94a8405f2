/** Counting cash: one large field a denomination, and the sum of what was typed, nothing else. For a tired hand at two in the morning. */
import { type KeyboardEvent, useState } from 'react';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { FieldWidgetProps } from '../../../../web/shell/overrides.ts';
import { NOTES, noteName, piecesOf, sumOf, textOf, type Pieces } from './cash.rules.ts';
import './hand-over.css';

export function CashField({ id, field, value, onChange, disabled, status }: FieldWidgetProps) {
  const { t } = useText();
  const format = useFormat();
  const [pieces, setPieces] = useState<Pieces>(() => piecesOf(value));
  const set = (fen: number, typed: string) => {
    const { [fen]: _before, ...others } = pieces;
    const digits = typed.replace(/\D/g, '').slice(0, 6);
    const next: Pieces = digits === '' ? others : { ...others, [fen]: Number(digits) };
    setPieces(next);
    onChange(textOf(next));
  };
  return (
    <div className="count-cash" role="group" aria-label={t(field.label)} data-status={status}>
      {NOTES.map((fen, i) => (
        <label key={fen} className="count-note">
          <span>{noteName(fen)}<small>{t([' 元', ' yuan'])}</small></span>
          <input {...(i === 0 && id ? { id } : {})} inputMode="numeric" autoComplete="off" enterKeyHint="next" disabled={disabled} placeholder="0" value={pieces[fen] ?? ''}
            aria-label={t([`${noteName(fen)} 元张数`, `Pieces of ${noteName(fen)} yuan`])} onChange={(e) => set(fen, e.target.value)} onKeyDown={toNext} onFocus={(e) => e.target.select()} />
        </label>
      ))}
      <output className="count-sum">{t(['已点', 'Counted so far'])} <b>{format.money(sumOf(pieces))}</b></output>
    </div>
  );
}

/** Enter goes on to the next field, as on a till. */
function toNext(e: KeyboardEvent<HTMLInputElement>): void {
  if (e.key !== 'Enter' || e.ctrlKey || e.metaKey) return;
  e.preventDefault();
  const all = [...(e.currentTarget.form?.querySelectorAll<HTMLElement>('input:not([type=file]), textarea') ?? [])];
  all[all.indexOf(e.currentTarget) + 1]?.focus();
}
