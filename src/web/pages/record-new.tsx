/** A new record of a register. The address may bring values along, e.g. the record it belongs to. */
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import type { Written } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { fill, useText, words } from '../i18n/index.tsx';
import { lower } from '../shell/destinations.ts';
import { EmptyState, PageTitle, useTitle } from '../shell/page.tsx';
import { useRegister } from '../shell/session.tsx';
import { FieldForm } from '../widgets/field-form.tsx';
import { Go, listHref, recordHref } from '../widgets/go.tsx';
import { useOverrides } from '../widgets/known.ts';
import { inputFrom } from '../widgets/step-form.tsx';
import './record-side.css';

export function NewRecordPage({ register }: { readonly register: string }) {
  const search = useSearch({ strict: false }) as { readonly [name: string]: unknown };
  const { t } = useText();
  const { history } = useRouter();
  const client = useQueryClient();
  const Opening = useOverrides().opening?.[register];
  const meta = useRegister(register);
  const title = t(fill(words.list.newTitle, { what: lower(meta?.label ?? ['', '']) }));
  useTitle(title);
  if (!meta)
    return (
      <div className="p-record" aria-busy>
        <Skeleton active />
      </div>
    );
  if (!meta.mayCreate)
    return (
      <EmptyState title={t(['您的岗位不登记这本台账', 'Your post does not add to this register'])}>
        <Go href={listHref(register)} className="w-as-button">{t(['回到台账', 'Back to the list'])}</Go>
      </EmptyState>
    );
  const fields = meta.fields.filter((field) => !field.readonly);
  const given = Object.fromEntries(fields.flatMap((field) => (search[field.name] === undefined ? [] : [[field.name, search[field.name]]])));
  return (
    <div className="p-record p-new">
      <header className="p-record-head">
        <p className="p-record-from">
          <Go href={listHref(register)}>{t(meta.label)}</Go>
        </p>
        <div className="p-record-title">
          <PageTitle>{title}</PageTitle>
        </div>
      </header>
      {Opening && <Opening />}
      <FieldForm
        scope={register}
        name={`${register}.new.${JSON.stringify(given)}`}
        fields={fields}
        initial={given}
        submitText={['登记', 'Register']}
        onCancel={() => history.push(listHref(register))}
        after={fields.length === 0 && <p className="w-hint">{t(['没有要填写的内容：时间和经手人由系统记下。', 'Nothing to fill in: the time and your name are taken down by themselves.'])}</p>}
        submit={async ({ values, key }) => {
          const written = await api.post<Written>(
            `/records/${register}`,
            {
              values: inputFrom(
                fields.map((field) => field.name),
                values,
              ),
            },
            { key },
          );
          void client.invalidateQueries({ queryKey: keys.records(register) });
          history.replace(recordHref(register, written.id));
        }}
      />
    </div>
  );
}
