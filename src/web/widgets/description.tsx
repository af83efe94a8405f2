/** Fields of a record as a dense form: label and value on thin rules, long values across the whole width. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { FieldMeta, Row, Titles } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { cellOf, widgetOf } from './index.tsx';
import { useOverrides } from './known.ts';
import { isEmpty } from './widget.ts';

export interface DescriptionProps {
  readonly fields: readonly FieldMeta[];
  readonly row: Row;
  readonly titles: Titles /** Gives personal data its 'show' button. */;
  readonly register?: string;
}

export function Description({ fields, row, titles, register }: DescriptionProps) {
  const { t } = useText();
  const cells = useOverrides().cell;
  const [all, setAll] = useState(false);
  const told = useTold(fields, row);
  const own = fields.filter((field) => !told.second.has(field.name));
  const blank = own.filter((field) => isEmpty(row[field.name]));
  const shown = all ? own : own.filter((field) => !blank.includes(field));
  return (
    <>
      <dl className="w-grid">
        {shown.map((field) => (
          <div key={field.name} {...(widgetOf(field).wide ? { className: 'w-wide' } : {})}>
            <dt>{t(field.label)}</dt>
            <dd>
              {cells?.[`${register}.${field.name}`]?.(row, titles) ?? told.inWords(field.name) ?? cellOf(field, row, titles, register) ?? <span className="w-quiet">—</span>}
            </dd>
          </div>
        ))}
      </dl>
      {blank.length > 0 && (
        <Button type="link" size="small" className="w-blank" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t(['收起空栏', 'Hide empty fields']) : t([`另有 ${blank.length} 栏未填`, `${blank.length} empty field(s)`])}
        </Button>
      )}
    </>
  );
}

/** What the program says in both languages (`why`, `why_en`) stands once, in the reader's own. */
function useTold(fields: readonly FieldMeta[], row: Row): { readonly second: ReadonlySet<string>; inWords(name: string): ReactNode } {
  const { t } = useText();
  const said = new Set(fields.filter((field) => field.readonly).map((field) => field.name));
  const second = new Set([...said].filter((name) => name.endsWith('_en') && said.has(name.slice(0, -3))));
  const words = (name: string): string | null => { const value = second.has(`${name}_en`) ? row[`${name}_en`] : null; return typeof value === 'string' ? value : null; };
  return { second, inWords: (name) => { const en = words(name); return en === null ? null : <span className="w-long">{t([String(row[name] ?? ''), en])}</span>; } };
}
