/** Somebody else was quicker: the record is read again, and the form says what differs from what was open here. */
import { Alert } from 'antd';
import type { FieldMeta, RecordPage, RegisterMeta, Row, Titles } from '../../kernel/api.ts';
import { api, ApiRefusal } from '../client.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { textOf } from './index.tsx';
import type { Translate } from './widget.ts';

export interface Difference {
  readonly field: FieldMeta | null;
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly titles: Titles;
}

/** Null unless the refusal is about a record that has moved on. */
export async function conflictWith(
  failure: unknown,
  register: RegisterMeta,
  base: Row,
  t: Translate,
): Promise<{ readonly now: Row; readonly differences: readonly Difference[] } | null> {
  if (!(failure instanceof ApiRefusal) || failure.status !== 409) return null;
  const { row: now, titles } = await api.get<RecordPage>(`/records/${register.name}/${base.id}`);
  if (now.version === base.version) return null;
  const stateOf = (row: Row) => {
    const state = register.states.find(({ name }) => name === row.state);
    return state ? t(state.label) : row.state;
  };
  const fields = register.fields.filter(({ name }) => JSON.stringify(base[name] ?? null) !== JSON.stringify(now[name] ?? null));
  return {
    now,
    differences: [
      ...(base.state === now.state ? [] : [{ field: null, label: t(['状态', 'State']), before: stateOf(base), after: stateOf(now), titles }]),
      ...fields.map((field) => ({ field, label: t(field.label), before: base[field.name], after: now[field.name], titles })),
    ],
  };
}

export function DifferencesNote({ differences }: { readonly differences: readonly Difference[] }) {
  const { t } = useText();
  const format = useFormat();
  if (differences.length === 0) return null;
  const shown = ({ field, titles }: Difference, value: unknown) =>
    (field ? textOf(field, value, titles, t, format) : String(value)) || t(['空', 'empty']);
  return (
    <Alert
      type="warning"
      showIcon
      className="w-refusal"
      title={t(['您填写期间，有人改了这条记录。核对后可再次提交：', 'This record was changed while you were typing. Check, then send again:'])}
      description={
        <ul className="w-lines">
          {differences.map((one) => (
            <li key={one.label}>
              {one.label}
              {t(['：', ': '])}
              <del>{shown(one, one.before)}</del> → <ins>{shown(one, one.after)}</ins>
            </li>
          ))}
        </ul>
      }
    />
  );
}
