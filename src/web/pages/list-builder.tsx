/** The advanced filter: conditions and groups of conditions, all or any, as deep as somebody needs. */
import { Button, Drawer, Flex, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { FieldMeta, Filter } from '../../kernel/api.ts';
import { type Comparison, comparisonLabel } from '../../server/list-words.rules.ts';
import { fill, useText, words } from '../i18n/index.tsx';
import { Icon } from '../shell/icons.tsx';
import { NamedInput } from '../widgets/inputs/named.tsx';
import { choicesOf } from '../widgets/kinds/choice.tsx';
import { comparisonsOf, type Condition, emptyGroup, filterFrom, type Group, groupOf, newCondition, valueField } from './list-filter.ts';

export interface BuilderProps { readonly fields: readonly FieldMeta[]; readonly filter: Filter | undefined; readonly onApply: (filter: Filter | undefined) => void; readonly onClose: () => void }

export function FilterBuilder({ fields, filter, onApply, onClose }: BuilderProps) {
  const { t } = useText();
  const [group, setGroup] = useState<Group>(() => started(groupOf(filter), fields));
  return (
    <Drawer open size={560} onClose={onClose} title={t(words.list.advanced)} className="filter-drawer" footer={(
      <Flex justify="space-between" gap={8}>
        <Button type="text" onClick={() => onApply(undefined)}>{t(words.list.clearAll)}</Button>
        <Flex gap={8}><Button onClick={onClose}>{t(words.common.cancel)}</Button><Button type="primary" onClick={() => onApply(filterFrom(group, fields))}>{t(words.list.apply)}</Button></Flex>
      </Flex>)}>
      <GroupEditor group={group} fields={fields} depth={0} onChange={setGroup} />
    </Drawer>
  );
}

interface GroupProps { readonly group: Group; readonly fields: readonly FieldMeta[]; readonly depth: number; readonly onChange: (group: Group) => void; readonly onRemove?: () => void }

function GroupEditor({ group, fields, depth, onChange, onRemove }: GroupProps) {
  const { t } = useText();
  const first = fields[0];
  const put = (items: Group['items']) => onChange({ ...group, items });
  const replace = (item: Condition | Group) => put(group.items.map((one) => (one.key === item.key ? item : one)));
  const drop = (key: number) => put(group.items.filter((one) => one.key !== key));
  return (
    <div className="filter-group" role="group" aria-label={depth === 0 ? t(words.list.filters) : t(fill(words.list.group, { n: depth }))}>
      <Flex justify="space-between" align="center">
        <Segmented aria-label={t(words.list.match)} size="small" value={group.match} onChange={(match) => onChange({ ...group, match })} options={[{ value: 'all' as const, label: t(words.list.all) }, { value: 'any' as const, label: t(words.list.any) }]} />
        {onRemove && <Button type="text" size="small" aria-label={t(words.common.remove)} icon={<Icon name="close" />} onClick={onRemove} />}
      </Flex>
      {group.items.map((item) => (item.kind === 'group'
        ? <GroupEditor key={item.key} group={item} fields={fields} depth={depth + 1} onChange={replace} onRemove={() => drop(item.key)} />
        : <ConditionEditor key={item.key} condition={item} fields={fields} onChange={replace} onRemove={() => drop(item.key)} />))}
      <Flex gap={8}>
        {first && <Button size="small" icon={<Icon name="plus" size={12} />} onClick={() => put([...group.items, newCondition(first)])}>{t(words.list.addFilter)}</Button>}
        {first && depth < deepest && <Button size="small" type="text" onClick={() => put([...group.items, { ...emptyGroup(), match: group.match === 'all' ? 'any' : 'all', items: [newCondition(first)] }])}>{t(words.list.addGroup)}</Button>}
      </Flex>
    </div>
  );
}

const deepest = 3;

interface ConditionProps { readonly condition: Condition; readonly fields: readonly FieldMeta[]; readonly onChange: (condition: Condition) => void; readonly onRemove: () => void }

function ConditionEditor({ condition, fields, onChange, onRemove }: ConditionProps) {
  const { t } = useText();
  const field = fields.find((one) => one.name === condition.field) ?? fields[0];
  if (!field) return null;
  const choose = (name: string) => { const next = fields.find((one) => one.name === name); if (next) onChange({ ...newCondition(next), key: condition.key }); };
  return (
    <div className="filter-condition">
      <Select aria-label={t(words.list.field)} value={field.name} onChange={choose} virtual={false} showSearch={{ optionFilterProp: 'label' }} options={fields.map((one) => ({ value: one.name, label: t(one.label) }))} />
      <Select<Comparison> aria-label={t(words.list.operator)} value={condition.op} virtual={false} options={comparisonsOf(field).map((op) => ({ value: op, label: t(comparisonLabel(op, field.kind)) }))}
        onChange={(op) => onChange({ ...condition, op, value: sameShape(condition.op, op) ? condition.value : null })} />
      <div className="filter-value"><ValueEditor field={field} condition={condition} onChange={(value) => onChange({ ...condition, value })} /></div>
      <Button type="text" aria-label={t(words.common.remove)} icon={<Icon name="close" />} onClick={onRemove} />
    </div>
  );
}

function ValueEditor({ field, condition, onChange }: { readonly field: FieldMeta; readonly condition: Condition; readonly onChange: (value: unknown) => void }) {
  const { t } = useText();
  const shown = valueField(field);
  const named = (what: string, of: unknown, put: (value: unknown) => void) => <NamedInput field={shown} label={`${t(field.label)} ${what}`} value={of} onChange={put} />;
  if (condition.op === 'empty' || condition.op === 'notEmpty') return null;
  if (condition.op === 'in') {
    return <Select mode="multiple" aria-label={t(words.list.value)} className="w-full" virtual={false} value={Array.isArray(condition.value) ? condition.value as string[] : []} onChange={onChange} options={choicesOf(field).map(([value, label]) => ({ value, label: t(label) }))} />;
  }
  if (condition.op === 'between') {
    const [from = null, to = null] = Array.isArray(condition.value) ? condition.value as unknown[] : [];
    return <>{named(t(words.list.from), from, (value) => onChange([value, to]))}<span aria-hidden="true">–</span>{named(t(words.list.to), to, (value) => onChange([from, value]))}</>;
  }
  return named(t(words.list.value), condition.value, onChange);
}

const shapeOf = (op: Comparison) => (op === 'in' ? 'many' : op === 'between' ? 'two' : op === 'empty' || op === 'notEmpty' ? 'none' : 'one');
const sameShape = (a: Comparison, b: Comparison) => shapeOf(a) === shapeOf(b);

/** An empty drawer would ask for one more press. */
function started(group: Group, fields: readonly FieldMeta[]): Group {
  return group.items.length > 0 || !fields[0] ? group : { ...group, items: [newCondition(fields[0])] };
}
