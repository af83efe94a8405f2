/** The lines of a count on its page: type what is there, line by line; the difference shows at once. Serves VIP-2.15. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { ListPage, Row } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { useRegister } from '../../../../web/shell/session.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import './birthdays.css';

const LINE = 'gift_count_line';

export function CountLines({ page }: PanelProps) {
  const { t } = useText();
  const query = { filter: { field: 'count', op: 'eq', value: page.row.id }, size: 200 };
  const found = useQuery({ queryKey: keys.list(LINE, query), queryFn: () => api.get<ListPage>(`/records/${LINE}`, query) });
  const register = useRegister(LINE);
  const rows = [...(found.data?.rows ?? [])].reverse();
  const open = page.row.state === 'open' && register?.mayEdit === true;
  const left = rows.filter((r) => r['counted'] === null).length;
  return (
    <Section title={t(['清点', 'Count'])} extra={open && left > 0 ? <span className="w-quiet">{t(fill(['还有 {n} 行', '{n} lines left'], { n: left }))}</span> : null}>
      <RefusalNote error={found.error} />
      <div className="w-scroll bd-table">
        <table className="w-report bd-count">
          <thead><tr><th scope="col">{t(['礼品', 'Gift'])}</th><th scope="col">{t(['地点', 'Place'])}</th><th scope="col" className="w-num">{t(['账面', 'Ledger'])}</th><th scope="col" className="w-num">{t(['实点', 'Counted'])}</th><th scope="col">{t(['差异说明', 'Explanation'])}</th></tr></thead>
          <tbody>{rows.map((row) => <Line key={`${row.id}/${row.version}`} row={row} titles={found.data?.titles ?? {}} open={open} />)}</tbody>
        </table>
      </div>
    </Section>
  );
}

function Line({ row, titles, open }: { readonly row: Row; readonly titles: { readonly [id: string]: string }; readonly open: boolean }) {
  const { t } = useText();
  const client = useQueryClient();
  const [counted, setCounted] = useState<number | null>(row['counted'] as number | null);
  const [note, setNote] = useState(String(row['note'] ?? ''));
  const [error, setError] = useState<unknown>(null);
  const expected = Number(row['expected'] ?? 0);
  const difference = counted === null ? null : counted - expected;
  const name = titles[String(row['gift'])] ?? '';
  const place = row['place'] === 'store' ? t(['财务库存', 'Finance’s store']) : (titles[String(row['hand'])] ?? t(['经理手中', 'In hand']));
  const changed = counted !== row['counted'] || note !== String(row['note'] ?? '');
  const save = () => {
    setError(null);
    api.patch(`/records/${LINE}/${row.id}`, { version: row.version, values: { counted, note: note.trim() === '' ? null : note.trim() } })
      .then(() => Promise.all([client.invalidateQueries({ queryKey: keys.records(LINE) }), client.invalidateQueries({ queryKey: keys.records('gift_count') })])).catch(setError);
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{place}</td>
      <td className="w-num">{expected}</td>
      <td className="w-num">
        {open ? <InputNumber min={0} precision={0} value={counted} onChange={(n) => setCounted(n as number | null)} aria-label={t([`${name} ${place} 实点数`, `${name}, ${place}: counted`])} onPressEnter={save} /> : (counted ?? '—')}
        {difference !== null && difference !== 0 && <b className="bd-off">{difference > 0 ? `+${difference}` : difference}</b>}
      </td>
      <td>
        {open ? <span className="bd-note"><Input value={note} maxLength={200} onChange={(e) => setNote(e.target.value)} aria-label={t([`${name} ${place} 差异说明`, `${name}, ${place}: explanation`])} onPressEnter={save} /><Button size="small" disabled={!changed || counted === null} onClick={save}>{t(['保存', 'Save'])}</Button></span> : note}
        <RefusalNote error={error} />
      </td>
    </tr>
  );
}
