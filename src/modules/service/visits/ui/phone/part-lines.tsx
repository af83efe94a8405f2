/** Parts used: chosen from what the van holds, never more than it holds; what was the customer's own moves no stock. */
import { useText } from '../../../../../web/i18n/index.tsx';
import { newId } from '../../../../../web/client/wire.ts';
import type { PartSource } from '../../document.rules.ts';
import type { DraftPart } from './draft.ts';
import { Choice, Field, Section } from './parts.tsx';
import type { PartProps } from './visit.tsx';

export function PartsUsed({ draft, phone, change }: PartProps) {
  const { t } = useText();
  const { parts } = draft;
  const van = phone.day?.van ?? [];
  const left = van.filter((v) => !parts.some((p) => p.part === v.part));
  const put = (line: string, next: Partial<DraftPart>) => change({ parts: parts.map((p) => (p.line === line ? { ...p, ...next } : p)) });
  const add = (part: string) => {
    const found = van.find((v) => v.part === part);
    if (found) change({ parts: [...parts, { line: newId(), part, name: found.name, unit: found.unit, quantity: 1, source: 'van' }] });
  };
  return (
    <Section id="parts" title={t(['配件', 'Parts'])} done={parts.length > 0} note={parts.length > 0 ? String(parts.length) : undefined}>
      <ul className="lines">
        {parts.map((p) => {
          const held = van.find((v) => v.part === p.part)?.quantity ?? 0;
          return (
            <li key={p.line} className="part-line">
              <span className="part-name">{p.name}<small>{t([`车上 ${held} ${p.unit}`, `${held} ${p.unit} in the van`])}</small></span>
              <span className="count">
                <button type="button" aria-label={t([`${p.name}减一`, `One less ${p.name}`])} disabled={p.quantity <= 1} onClick={() => put(p.line, { quantity: p.quantity - 1 })}>−</button>
                <output aria-label={t([`${p.name}数量`, `Quantity of ${p.name}`])}>{p.quantity}</output>
                <button type="button" aria-label={t([`${p.name}加一`, `One more ${p.name}`])} disabled={p.source === 'van' && p.quantity >= held} onClick={() => put(p.line, { quantity: p.quantity + 1 })}>+</button>
              </span>
              <button type="button" className="remove" aria-label={t([`移除${p.name}`, `Remove ${p.name}`])} onClick={() => change({ parts: parts.filter((one) => one.line !== p.line) })}>×</button>
              <Choice<PartSource> label={t([`${p.name}的来源`, `Source of ${p.name}`])} value={p.source} onChange={(source) => put(p.line, { source, quantity: source === 'van' ? Math.min(p.quantity, Math.max(1, held)) : p.quantity })}
                options={[['van', t(['随车库存', 'From the van'])], ['not_from_stock', t(['客户自备', 'Customer’s own'])]]} />
            </li>
          );
        })}
      </ul>
      {left.length > 0 ? (
        <Field label={t(['添加配件', 'Add a part'])}>
          <select value="" onChange={(e) => add(e.target.value)}>
            <option value="">{t(['从随车库存选择…', 'Choose from the van…'])}</option>
            {left.map((v) => <option key={v.part} value={v.part}>{`${v.name}（${v.number}，${v.quantity} ${v.unit}）`}</option>)}
          </select>
        </Field>
      ) : parts.length === 0 && <p className="soft">{t(['车上没有配件', 'The van holds no parts'])}</p>}
    </Section>
  );
}
