/** Picking a clause by its text (引用条款), and telling the form around it who and what was chosen. Serves SM-2, CC-EFF-2. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { createContext, useContext, useEffect } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { FieldWidgetProps } from '../../../../web/shell/overrides.ts';
import { inputOf } from '../../../../web/widgets/inputs/index.tsx';
import { asText, described } from '../../../../web/widgets/widget.ts';
import type { Citable, CitableClause } from '../queries.ts';

/** The report page listens; elsewhere nobody does. */
export const Chosen = createContext<(name: string, value: string) => void>(() => undefined);

export function useCitable() {
  return useQuery({ queryKey: keys.query('clauses_to_cite', {}), queryFn: () => api.get<Citable>('/queries/clauses_to_cite'), staleTime: 60_000 });
}

export function ClauseField({ field, value, onChange, id, disabled, status }: FieldWidgetProps) {
  const { t } = useText();
  const tell = useContext(Chosen);
  const citable = useCitable();
  const code = asText(value);
  useEffect(() => { if (field.name === 'clause') tell('clause', code); }, [tell, field.name, code]);
  const clauses = citable.data?.clauses ?? [];
  const titleOf = (one: CitableClause) => `${one.code} ${t(one.text)}`;
  const groups = new Map<string, CitableClause[]>();
  for (const one of clauses) {
    const group = one.level ? t(one.level) : t(['没有级别', 'Without a level']);
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return (
    <Select
      {...described(id, status)}
      className="w-full"
      value={code || null}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      allowClear={field.optional}
      loading={citable.isFetching}
      placeholder={t(['输入条文、级别或编号', 'Type words of the clause, a level or a code'])}
      showSearch={{ optionFilterProp: 'label' }}
      notFoundContent={t(citable.data?.version === null ? ['还没有公布的守则', 'No rulebook is published'] : ['没有这样的条款', 'No such clause'])}
      options={[...groups].map(([group, members]) => ({ label: group, options: members.map((one) => ({ value: one.code, label: `${titleOf(one)} ${one.family ?? ''}`, clause: one })) }))}
      labelRender={({ value: chosen }) => { const one = clauses.find((clause) => clause.code === chosen); return one ? titleOf(one) : String(chosen ?? ''); }}
      optionRender={(option) => <ClauseOption clause={clauses.find((one) => one.code === option.value)} />}
      onChange={(next: string | null) => onChange(next ?? null)}
    />
  );
}

function ClauseOption({ clause }: { readonly clause: CitableClause | undefined }) {
  const { t } = useText();
  if (!clause) return null;
  return <span className="dc-clause"><span>{t(clause.text)}</span><small>{clause.code}{clause.grade && ` · ${t(clause.grade)}`}</small></span>;
}

export function EmployeeField(props: FieldWidgetProps) {
  const tell = useContext(Chosen);
  const { field, ...rest } = props;
  const chosen = asText(props.value);
  useEffect(() => { tell('employee', chosen); }, [tell, chosen]);
  return <>{inputOf(field, rest)}</>;
}
