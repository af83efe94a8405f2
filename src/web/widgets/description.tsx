/** Fields of a record as a dense form: label and value on thin rules, long values across the whole width. */
import { Button } from 'antd';
import { useState } from 'react';
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
  const blank = fields.filter((field) => isEmpty(row[field.name]));
  const shown = all ? fields : fields.filter((field) => !blank.includes(field));
  return (
    <>
      <dl className="w-grid">
        {shown.map((field) => (
          <div key={field.name} {...(widgetOf(field).wide ? { className: 'w-wide' } : {})}>
            <dt>{t(field.label)}</dt>
            <dd>
              {cells?.[`${register}.${field.name}`]?.(row, titles) ?? cellOf(field, row, titles, register) ?? <span className="w-quiet">—</span>}
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
