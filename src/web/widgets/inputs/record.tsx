/** Choosing a record of another register (引用): found by name, pinyin, number or phone tail. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Option } from '../../../kernel/api.ts';
import { api, keys } from '../../client.ts';
import { useText } from '../../i18n/index.tsx';
import { registerOf } from '../kinds/ref.tsx';
import { asText, described, type InputProps } from '../widget.ts';

export function RefInput({ field, value, onChange, id, disabled, status, titles }: InputProps) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDeferredValue(typed);
  const register = registerOf(field);
  const chosen = asText(value);
  const known = titles?.[chosen];
  const found = useQuery({
    queryKey: keys.options(register, { q }),
    queryFn: () => api.get<readonly Option[]>(`/options/${register}`, { q }),
    enabled: open,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const own = useQuery({
    queryKey: keys.options(register, { id: chosen }),
    queryFn: () => api.get<readonly Option[]>(`/options/${register}`, { id: chosen }),
    enabled: chosen !== '' && known === undefined,
    staleTime: 60_000,
  });
  const mine = [...(own.data ?? []), ...(found.data ?? [])].find((option) => option.id === chosen);
  const options = [...(found.data ?? [])];
  if (chosen && !typed && !options.some((option) => option.id === chosen)) options.unshift(mine ?? { id: chosen, label: known ?? '…', hint: '' });
  return (
    <Select
      {...described(id, status)}
      className="w-full"
      value={chosen || null}
      disabled={disabled ?? false}
      {...(status ? { status } : {})}
      allowClear={field.optional}
      virtual={false}
      loading={found.isFetching}
      placeholder={t(['输入名称、拼音或编号', 'Type a name or number'])}
      onOpenChange={setOpen}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={found.isFetching ? t(['正在找…', 'Searching…']) : t(['没有找到', 'Nothing found'])}
      options={options.map((option) => ({ value: option.id, label: option.label, hint: option.hint }))}
      optionRender={(option) => (
        <span className="w-option">
          <span>{option.label}</span>
          <small>{option.data.hint}</small>
        </span>
      )}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}
