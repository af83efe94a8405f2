/**
 * The invoice desk (开票台): ticket and room slip first, then the amount, the kind with the sheets proposed, the guest compares,
 * the ticket is stamped and kept. Never how many blanks there should be: they are counted blind. Serves VIP-6.3 to VIP-6.5, AS-25, AS-27.
 */
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, type InputRef } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import type { RecordPage, Written } from '../../../../kernel/api.ts';
import type { DeskKind, DeskView, Unfinished } from '../desk.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref, slipHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { StepForm } from '../../../../web/widgets/step-form.tsx';
import './invoices.css';

export interface Papers { readonly ticket_no: string; readonly room_slip_no: string }

export function DeskPage() {
  const { t } = useText();
  const [papers, setPapers] = useState<Papers | null>(null);
  const [invoice, setInvoice] = useState<string | null>(null);
  const [guest, setGuest] = useState(0);
  const open = useQuery({ queryKey: keys.query('invoice_desk_open', {}), queryFn: () => api.get<readonly Unfinished[]>('/queries/invoice_desk_open'), staleTime: 0 });
  const next = () => { setPapers(null); setInvoice(null); setGuest(guest + 1); void open.refetch(); };
  return (
    <div className="invoice-desk">
      <PageHeading title={t(['开票台', 'Invoice desk'])} note={t(['凭小票和开房单；一张小票只开一次', 'With small ticket and room slip; each ticket once'])} />
      <RefusalNote error={open.error} />
      {invoice === null && <PapersForm key={guest} onPapers={setPapers} />}
      {invoice === null && papers && <Amount key={`${papers.ticket_no} ${papers.room_slip_no}`} papers={papers} onIssued={setInvoice} />}
      {invoice === null && papers === null && (open.data ?? []).length > 0 && <OpenOnes rows={open.data!} onChoose={setInvoice} />}
      {invoice !== null && <Issued id={invoice} onNext={next} />}
    </div>
  );
}

function PapersForm({ onPapers }: { onPapers(papers: Papers): void }) {
  const { t } = useText();
  const slip = useRef<InputRef>(null);
  const [typed, setTyped] = useState<Papers>({ ticket_no: '', room_slip_no: '' });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    const [ticket_no, room_slip_no] = [typed.ticket_no.trim(), typed.room_slip_no.trim()];
    if (ticket_no !== '' && room_slip_no === '') slip.current?.focus();
    else if (ticket_no !== '') onPapers({ ticket_no, room_slip_no });
  };
  return (
    <form className="invoice-papers" onSubmit={submit}>
      <label><span>{t(['小票号', 'Small ticket'])}</span><Input autoFocus size="large" autoComplete="off" maxLength={40} value={typed.ticket_no} onChange={(e) => setTyped({ ...typed, ticket_no: e.target.value })} /></label>
      <label><span>{t(['开房单号', 'Room slip'])}</span><Input ref={slip} size="large" autoComplete="off" maxLength={40} value={typed.room_slip_no} onChange={(e) => setTyped({ ...typed, room_slip_no: e.target.value })} /></label>
      <Button size="large" htmlType="submit">{t(['核单', 'Check the papers'])}</Button>
    </form>
  );
}

function Amount({ papers, onIssued }: { readonly papers: Papers; onIssued(id: string): void }) {
  const { t } = useText();
  const format = useFormat();
  const [buyer, setBuyer] = useState('');
  const desk = useQuery({ queryKey: keys.query('invoice_desk', { ...papers }), queryFn: () => api.get<DeskView>('/queries/invoice_desk', { params: { ...papers } }), retry: false, staleTime: 0 });
  if (desk.error) return <RefusalNote error={desk.error} />;
  if (!desk.data) return <Loading />;
  const { room, total, amount, kinds } = desk.data;
  return (
    <>
      <dl className="invoice-amount">
        <div><dt>{t(['包厢', 'Room'])}</dt><dd className="invoice-large">{room}</dd></div>
        <div><dt>{t(['消费', 'Bill'])}</dt><dd>{format.money(total)}</dd></div>
        <div><dt>{t(['可开票', 'May be invoiced'])}</dt><dd className="invoice-large">{format.money(amount)}</dd></div>
        {amount < total && <p className="w-quiet">{t(['储值等支付的部分充值时已开票，不再开', 'What was paid from a card was invoiced when it was topped up'])}</p>}
      </dl>
      <div className="invoice-papers">
        <label><span>{t(['抬头（可空）', 'Buyer (optional)'])}</span><Input autoComplete="off" maxLength={100} value={buyer} onChange={(e) => setBuyer(e.target.value)} /></label>
      </div>
      <div className="invoice-kinds">{kinds.map((kind) => <Kind key={kind.id} kind={kind} amount={amount} papers={papers} buyer={buyer.trim()} onIssued={onIssued} />)}</div>
    </>
  );
}

function Kind({ kind, amount, papers, buyer, onIssued }: { readonly kind: DeskKind; readonly amount: number; readonly papers: Papers; readonly buyer: string; onIssued(id: string): void }) {
  const { t } = useText();
  const format = useFormat();
  const [consent, setConsent] = useState(false);
  const [number, setNumber] = useState('');
  const { issue, busy, error } = useIssuing(papers, buyer, onIssued);
  const electronic = kind.model === 'electronic';
  return (
    <section className="invoice-kind" aria-label={kind.name}>
      <h2>{kind.name}</h2>
      {!kind.blanks ? <p className="w-quiet">{t(['本班没有可用的空白发票', 'This shift holds no blanks that fit'])}</p> : (
        <>
          {kind.sheets !== '' && <p className="w-figure">{kind.sheets}</p>}
          <p>{t(['开 ', 'Issue '])}<b className="w-figure">{format.money(kind.total)}</b>{kind.uncovered > 0 && t([`，差 ${format.money(kind.uncovered)} 开不出`, `; ${format.money(kind.uncovered)} cannot be covered`])}</p>
          {kind.uncovered > 0 && <Checkbox checked={consent} onChange={(e) => setConsent(e.target.checked)}>{t(['客人同意少开', 'The guest agrees to less'])}</Checkbox>}
          {kind.quotaLeft !== null && <p className="w-quiet">{t([`本月额度还剩 ${format.money(kind.quotaLeft)}`, `${format.money(kind.quotaLeft)} of this month’s credit left`])}</p>}
          {electronic && <label><span>{t(['税务平台给出的号码', 'Number from the tax platform'])}</span><Input autoComplete="off" maxLength={40} value={number} onChange={(e) => setNumber(e.target.value)} /></label>}
          <RefusalNote error={error} />
          <Button type={electronic ? 'default' : 'primary'} loading={busy} disabled={amount === 0 || (kind.uncovered > 0 && !consent)} onClick={() => void issue({ type: kind.id, sheets: null, consent: kind.uncovered > 0 ? consent : null, e_number: electronic ? number.trim() || null : null })}>
            {electronic ? t(['登记电子发票', 'Register the e-invoice']) : t(['撕取发票', 'Tear off'])}
          </Button>
        </>
      )}
    </section>
  );
}

/** Two writes with a key each: what was opened by the first is used again when the second was refused. */
function useIssuing(papers: Papers, buyer: string, onIssued: (id: string) => void) {
  const [made, setMade] = useState<Written | null>(null);
  const [key, setKey] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const issue = async (input: object) => {
    setBusy(true);
    setError(null);
    try {
      const invoice = made ?? await api.post<Written>('/records/invoice', { values: { ...papers, ...(buyer === '' ? {} : { buyer }) } }, { key });
      setMade(invoice);
      await api.post<Written>(`/records/invoice/${invoice.id}/steps/issue`, { input }, { key: newId() });
      onIssued(invoice.id);
    } catch (failure) {
      setKey(newId());
      setError(failure);
    }
    setBusy(false);
  };
  return { issue, busy, error };
}

function OpenOnes({ rows, onChoose }: { readonly rows: readonly Unfinished[]; onChoose(id: string): void }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('invoice');
  return (
    <section aria-label={t(['没有办完的', 'Not finished'])}>
      <h2>{t(['没有办完的', 'Not finished'])}</h2>
      <ul className="invoice-unfinished">
        {rows.map((r) => <li key={r.id}><button type="button" onClick={() => onChoose(r.id)}><b className="w-figure">{r.ticket_no}</b> <span>{r.room}</span> <span className="w-figure">{format.money(r.amount)}</span> <StateTag register={register} state={r.state} /></button></li>)}
      </ul>
    </section>
  );
}

const NEXT: { readonly [state: string]: string } = { papers_seen: 'issue', issued: 'compare', checked: 'stamp' };

/** After it was torn off: the guest compares, the ticket is stamped and kept. */
function Issued({ id, onNext }: { readonly id: string; onNext(): void }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('invoice');
  const page = useQuery({ queryKey: keys.record('invoice', id), queryFn: () => api.get<RecordPage>(`/records/invoice/${id}`), staleTime: 0 });
  if (page.error) return <RefusalNote error={page.error} />;
  if (!page.data || !register) return <Loading />;
  const { row, slips } = page.data;
  const step = register.steps.find((s) => s.name === NEXT[row.state]);
  const issued = row['issued_amount'];
  return (
    <section aria-label={t(['发票', 'Invoice'])}>
      <dl className="invoice-amount">
        <div><dt>{t(['发票', 'Invoice'])}</dt><dd><Go className="w-figure" href={recordHref('invoice', id)}>{row.number}</Go> <StateTag register={register} state={row.state} /></dd></div>
        <div><dt>{t(['包厢', 'Room'])}</dt><dd className="invoice-large">{String(row['room'] ?? '')}</dd></div>
        {typeof row['numbers'] === 'string' && <div><dt>{t(['号码', 'Numbers'])}</dt><dd className="w-figure">{row['numbers']}</dd></div>}
        {typeof issued === 'number' && <div><dt>{t(['开票金额', 'Issued'])}</dt><dd className="invoice-large">{format.money(issued)}</dd></div>}
      </dl>
      {step ? <StepForm key={`${step.name}${row.version}`} register={register} step={step} row={row} onDone={() => void page.refetch()} onCancel={onNext} /> : (
        <p role="status">
          {slips.at(-1) && <Go className="w-as-button" href={slipHref(slips.at(-1)!.id)}>{t(['打印票根', 'Print the stub'])}</Go>} <Button type="primary" onClick={onNext}>{t(['下一张', 'Next'])}</Button>
        </p>
      )}
    </section>
  );
}
