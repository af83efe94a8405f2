/** Posting a slip: its number, the bill's number, and what that makes. A slip that is known already says when and by whom. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, type InputRef } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import type { Written } from '../../../../kernel/api.ts';
import type { CounterCardView, CounterSlipView } from '../counter.ts';
import { api, ApiRefusal, keys, newId } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { inputOf } from '../../../../web/widgets/inputs/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { Done } from './counter.tsx';

export function EarnForm({ card, onDone }: { readonly card: CounterCardView; onDone(done: Done): void }) {
  const { t } = useText();
  const bill = useRef<InputRef>(null);
  const [typed, setTyped] = useState({ slip_no: '', bill_no: '' });
  const day = useRegister('points_slip')?.fields.find((field) => field.name === 'issued_on');
  const [issuedOn, setIssuedOn] = useState(card.day);
  const [asked, setAsked] = useState({ slip_no: '', bill_no: '' });
  const known = useLookup(asked);
  const { send, busy, error } = usePosting(card, onDone);
  const view = known.data;
  const ready = view?.bill !== null && view?.bill !== undefined && view.slip === null && asked.slip_no !== '' && asked.slip_no === typed.slip_no && asked.bill_no === typed.bill_no;
  const ask = () => setAsked({ slip_no: typed.slip_no.trim(), bill_no: typed.bill_no.trim() });
  const submit = (e: FormEvent) => { e.preventDefault(); if (ready && !busy) void send(typed.slip_no, view.bill!.id, issuedOn); else ask(); };
  return (
    <form className="counter-earn" onSubmit={submit} aria-busy={busy}>
      <label><span>{t(['积分单号', 'Slip number'])}</span>
        <Input value={typed.slip_no} autoComplete="off" onChange={(e) => setTyped({ ...typed, slip_no: e.target.value })} onBlur={ask}
          onPressEnter={(e) => { if (e.nativeEvent.isComposing || typed.bill_no !== '') return; e.preventDefault(); ask(); bill.current?.focus(); }} />
      </label>
      <label><span>{t(['账单号', 'Bill number'])}</span><Input ref={bill} value={typed.bill_no} autoComplete="off" onChange={(e) => setTyped({ ...typed, bill_no: e.target.value })} onBlur={ask} /></label>
      {day && <label htmlFor="counter-issued"><span>{t(day.label)}</span>{inputOf(day, { id: 'counter-issued', value: issuedOn, onChange: (value) => setIssuedOn(String(value ?? '')) })}</label>}
      <Outcome view={view} card={card} billAsked={asked.bill_no} />
      <RefusalNote error={error ?? known.error} />
      <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={view !== undefined && asked.bill_no !== '' && !ready && asked.slip_no === typed.slip_no && asked.bill_no === typed.bill_no && asked.slip_no !== ''}>
        {ready ? (view.bill?.state === 'paid' ? t(['入账', 'Post']) : t(['登记，待付款', 'Register, wait for payment'])) : t(['核对', 'Check'])}
      </Button>
    </form>
  );
}

function useLookup(asked: { readonly slip_no: string; readonly bill_no: string }) {
  return useQuery({
    queryKey: keys.query('points_counter_slip', asked), enabled: asked.slip_no !== '' || asked.bill_no !== '', retry: false, staleTime: 0,
    queryFn: () => api.get<CounterSlipView>('/queries/points_counter_slip', { params: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== '')) }),
  });
}

function usePosting(card: CounterCardView, onDone: (done: Done) => void) {
  const client = useQueryClient();
  const [key, setKey] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (slip_no: string, bill: string, issued_on: string) => {
    setBusy(true);
    setError(null);
    try {
      const written = await api.post<Written>('/records/points_slip', { values: { slip_no: slip_no.trim(), card: card.id, bill, issued_on } }, { key });
      await client.invalidateQueries({ queryKey: keys.records('points_slip') });
      onDone({ register: 'points_slip', id: written.id });
    } catch (failure) {
      setError(failure);
      // What is sent after a refusal is another request; after a lost answer it must be the same one.
      if (failure instanceof ApiRefusal && failure.status >= 400 && failure.status < 500) setKey(newId());
      setBusy(false);
    }
  };
  return { send, busy, error };
}

/** What pressing the button will do, in figures. */
function Outcome({ view, card, billAsked }: { readonly view: CounterSlipView | undefined; readonly card: CounterCardView; readonly billAsked: string }) {
  const { t } = useText();
  const format = useFormat();
  if (!view) return null;
  const { slip, bill, points } = view;
  if (slip) {
    return <Alert type="warning" showIcon className="counter-wide" title={slip.posted_at && slip.posted_by
      ? t([`积分单 ${slip.slip_no} 已于 ${format.time(String(slip.posted_at))} 由 ${slip.posted_by} 入账`, `Slip ${slip.slip_no} was already posted at ${format.time(String(slip.posted_at))} by ${slip.posted_by}`])
      : t([`积分单 ${slip.slip_no} 已登记，待账单付款`, `Slip ${slip.slip_no} is registered and waits for payment`])} />;
  }
  if (billAsked === '') return null;
  if (!bill) return <Alert type="warning" showIcon className="counter-wide" title={t([`没有账单 ${billAsked}`, `There is no bill ${billAsked}`])} />;
  if (points === null) return <Alert type="error" showIcon className="counter-wide" title={t(['规章待定事项“每消费一元积几分”尚未答复，不能积分', 'The open question “Points per yuan” has no answer yet'])} />;
  return (
    <p className="counter-outcome counter-wide" role="status">
      {format.money(bill.total)}{bill.bonus ? t([`（赠送支付 ${format.money(bill.bonus)} 不积分）`, ` (${format.money(bill.bonus)} from bonus earns nothing)`]) : ''}
      {' → '}<b>+{format.number(points)}</b>{t([' 分', ' points'])}
      {bill.state === 'paid' ? <>{t(['，余额', ', balance'])} {format.number(card.balance)} → <b>{format.number(card.balance + points)}</b></> : <span className="w-quiet">{t(['，账单未付，付款后自动入账', '; the bill is open, points are posted when it is paid'])}</span>}
    </p>
  );
}
