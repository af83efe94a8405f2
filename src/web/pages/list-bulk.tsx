/** What is done with several records at once: labels for them; one field changed, looked at record by record before it is done, and taken back afterwards. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Flex, Input, Select } from 'antd';
import { useState } from 'react';
import type { BulkDone, BulkRow, BulkTried, FieldMeta, RecordPage, RegisterMeta } from '../../kernel/api.ts';
import { api, ApiRefusal, keys, newId } from '../client.ts';
import { fill, useFormat, useText, words } from '../i18n/index.tsx';
import { Go, recordHref } from '../widgets/go.tsx';
import { NamedInput } from '../widgets/inputs/named.tsx';
import { LabelButton } from '../widgets/label-dialog.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import type { ListSearch } from './list-address.ts';

interface BarProps { readonly register: RegisterMeta; readonly search: ListSearch; readonly chosen: ReadonlyMap<string, number>; readonly total: number; readonly onClear: () => void }

const most = 500;

export function BulkBar({ register, search, chosen, total, onClear }: BarProps) {
  const { t } = useText();
  const { number } = useFormat();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState(false);
  const listed = { ...(search.q ? { q: search.q } : {}), ...(search.filter ? { filter: search.filter } : {}) };
  return (
    <div className="bulk-bar" role="region" aria-label={t(words.list.chosen)}>
      <strong role="status">{t(fill(words.list.selected, { n: number(all ? total : chosen.size) }))}</strong>
      {!all && total > chosen.size && total <= most && <Button type="link" size="small" onClick={() => setAll(true)}>{t(fill(words.list.selectAll, { n: number(total) }))}</Button>}
      {total > most && <small>{t(fill(words.list.selectTooMany, { n: number(total) }))}</small>}
      {register.bulk.length > 0 && <Button size="small" type="primary" data-bulk onClick={() => setOpen(true)}>{t(words.list.bulk)}</Button>}
      <LabelButton size="small" register={register.name} label={words.list.labels} count={all ? total : chosen.size} those={all ? { ...listed, sort: search.sort } : { ids: [...chosen.keys()] }} />
      <Button type="text" size="small" onClick={onClear}>{t(words.list.selectNone)}</Button>
      {open && <BulkDrawer register={register} those={all ? { all: listed } : { rows: [...chosen].map(([id, version]) => ({ id, version })) }} onClose={(done) => { setOpen(false); if (done) onClear(); }} />}
    </div>
  );
}

function BulkDrawer({ register, those, onClose }: { readonly register: RegisterMeta; readonly those: object; readonly onClose: (done: boolean) => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const fields = register.fields.filter((field) => register.bulk.includes(field.name));
  const [name, setName] = useState<string>();
  const [value, setValue] = useState<unknown>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState<BulkTried>();
  const [done, setDone] = useState<BulkDone>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [key] = useState(newId);
  const field = fields.find((one) => one.name === name);
  const wrong = error instanceof ApiRefusal && name !== undefined ? error.body.fields?.[name] : undefined;
  const work = (doing: () => Promise<void>) => { setError(null); setBusy(true); void doing().catch(setError).finally(() => setBusy(false)); };
  const look = () => work(async () => setTried(await api.post<BulkTried>(`/records/${register.name}/bulk/try`, { ...those, field: name, value: value ?? null })));
  const write = () => work(async () => {
    const rows = (tried?.rows ?? []).filter((row) => row.what === 'change').map(({ id, version }) => ({ id, version }));
    setDone(await api.post<BulkDone>(`/records/${register.name}/bulk`, { rows, field: name, value: value ?? null, reason, goodOnly: true }, { key }));
    await client.invalidateQueries({ queryKey: keys.records(register.name) });
  });
  const choose = (next: string) => { setName(next); setValue(null); setTried(undefined); };
  return (
    <Drawer open size={640} onClose={() => onClose(done !== undefined)} title={t(fill(words.list.bulkTitle, { what: register.label }))} footer={done ? null : (
      <Flex justify="end" gap={8}>
        <Button onClick={look} disabled={!field} loading={busy && !tried} type={tried ? 'default' : 'primary'}>{t(words.list.bulkTry)}</Button>
        {tried && tried.change > 0 && <Button type="primary" loading={busy} onClick={write}>{t(fill(tried.refused > 0 ? words.list.bulkDoGood : words.list.bulkDo, { n: tried.change }))}</Button>}
      </Flex>)}>
      {done ? <Done register={register} done={done} /> : (
        <div className="bulk-form">
          <div><span>{t(words.list.bulkField)}</span><Select aria-label={t(words.list.bulkField)} value={name ?? null} onChange={choose} virtual={false} showSearch={{ optionFilterProp: 'label' }} options={fields.map((one) => ({ value: one.name, label: t(one.label) }))} /></div>
          {field && <div><span>{t(words.list.bulkValue)}</span><Value field={field} value={value} onChange={(next) => { setValue(next); setTried(undefined); }} />{wrong && <p className="bulk-wrong" role="alert">{t(wrong)}</p>}</div>}
          <div><span>{t(words.list.bulkReason)}</span><Input aria-label={t(words.list.bulkReason)} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} /></div>
        </div>
      )}
      {!wrong && <RefusalNote error={error} />}
      {tried && !done && <Preview rows={tried.rows} tried={tried} />}
      {done && done.refused > 0 && <Preview rows={done.rows.filter((row) => row.what === 'refused')} tried={done} />}
    </Drawer>
  );
}

function Value({ field, value, onChange }: { readonly field: FieldMeta; readonly value: unknown; readonly onChange: (value: unknown) => void }) {
  const { t } = useText();
  return <NamedInput key={field.name} field={field} label={`${t(words.list.bulkValue)} ${t(field.label)}`} value={value} onChange={onChange} />;
}

function Preview({ rows, tried }: { readonly rows: readonly BulkRow[]; readonly tried: BulkTried }) {
  const { t } = useText();
  return (
    <>
      <p role="status" className="bulk-counts">{t(fill(words.list.bulkCounts, { change: tried.change, same: tried.same, refused: tried.refused }))}</p>
      <div className="bulk-table" role="region" aria-label={t(words.list.bulkRows)} tabIndex={0}>
        <table className="list-table" data-density="compact">
          <thead><tr><th scope="col">{t(words.list.bulkRecord)}</th><th scope="col">{t(words.list.bulkWas)}</th><th scope="col">{t(words.list.bulkBecomes)}</th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-what={row.what}>
                <th scope="row">{row.number ?? t(words.list.bulkHidden)}{row.title && <small className="w-quiet"> {row.title}</small>}</th>
                <td>{t(row.was) || t(words.list.bulkEmpty)}</td>
                <td className="bulk-why">{row.problem ? t(row.problem) : row.what === 'same' ? t(words.list.bulkSame) : t(row.becomes) || t(words.list.bulkEmpty)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What was written, and the way back as long as the page stands; later the batch itself offers it. */
function Done({ register, done }: { readonly register: RegisterMeta; readonly done: BulkDone }) {
  const { t } = useText();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [back, setBack] = useState<RecordPage['row']>();
  const undo = async () => {
    setError(null);
    try {
      await api.post(`/records/import_batch/${done.batch}/steps/take_back`, { input: { reason: t(words.list.bulkUndoReason) }, signatures: [] });
      setBack((await api.get<RecordPage>(`/records/import_batch/${done.batch}`)).row);
      await client.invalidateQueries({ queryKey: keys.records(register.name) });
    } catch (failure) {
      setError(failure);
    }
  };
  if (done.batch === null) return <Alert type="info" title={t(words.list.bulkNothing)} />;
  const kept = Number(back?.['kept'] ?? 0);
  return (
    <>
      <Alert type={back ? 'info' : 'success'} role="status" title={back ? t(fill(words.list.bulkUndone, { n: Number(back['taken_back'] ?? 0) })) : t(fill(words.list.bulkDone, { n: done.change, number: done.number ?? '' }))}
        description={kept > 0 ? t(fill(words.list.bulkKept, { n: kept, numbers: String(back?.['kept_numbers'] ?? '') })) : undefined}
        action={<Flex gap={8} align="center">{!back && <Button size="small" data-bulk-undo onClick={() => { void undo(); }}>{t(words.list.bulkUndo)}</Button>}<Go href={recordHref('import_batch', done.batch)}>{t(words.list.bulkBatch)}</Go></Flex>} />
      <RefusalNote error={error} />
    </>
  );
}
