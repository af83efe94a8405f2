/**
 * The points counter (积分台): the card first, by scanner or by hand; then slip and bill, or a gift. Posting is one press,
 * printing the second; the guest signs on the same screen. Serves VIP-1.6 to VIP-1.13, AS-04.
 */
import { useQuery } from '@tanstack/react-query';
import { Alert, Input, type InputRef } from 'antd';
import { type KeyboardEvent as Key, useEffect, useRef, useState } from 'react';
import type { CounterCardView } from '../counter.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { EarnForm } from './earn.tsx';
import { Offers } from './offers.tsx';
import { Papers } from './papers.tsx';
import './counter.css';

/** What was just done at this counter and still has to be printed or signed. */
export interface Done { readonly register: 'points_slip' | 'redemption'; readonly id: string }

export function CounterPage() {
  const { t } = useText();
  const [number, setNumber] = useState('');
  const [done, setDone] = useState<Done | null>(null);
  const [guest, setGuest] = useState(0);
  const found = useQuery({
    queryKey: keys.query('points_counter_card', { number }), enabled: number !== '', retry: false,
    queryFn: () => api.get<CounterCardView | null>('/queries/points_counter_card', { params: { number } }),
  });
  const card = number === '' ? undefined : found.data;
  const next = () => { setDone(null); setNumber(''); setGuest(guest + 1); };
  const finished = (what: Done) => { setDone(what); void found.refetch(); };
  return (
    <div className="counter">
      <PageHeading title={t(['积分台', 'Points counter'])} note={t(['刷卡或键入卡号，再录积分单；F2 回到卡号', 'Scan or type the card, then the slip; F2 returns to the card'])} />
      <CardInput key={guest} onNumber={(typed) => { if (typed !== number) setDone(null); setNumber(typed); }} />
      <RefusalNote error={found.error} />
      {card === null && <Alert type="warning" showIcon title={t([`没有卡号 ${number}`, `There is no card ${number}`])} />}
      {card && <CardSheet card={card} />}
      {done && <Papers key={done.id} done={done} onClose={next} />}
      {card && !card.problem && !done && <Ways key={card.id} card={card} onDone={finished} />}
    </div>
  );
}

/** Earning is what happens most, so it lies open; redeeming is one key away. */
function Ways({ card, onDone }: { readonly card: CounterCardView; onDone(what: Done): void }) {
  const { t } = useText();
  const [way, setWay] = useState<'earn' | 'redeem'>('earn');
  const turn = (e: Key<HTMLElement>) => {
    if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return;
    setWay(way === 'earn' ? 'redeem' : 'earn');
    e.currentTarget.querySelector<HTMLElement>('[aria-selected=false]')?.focus();
  };
  return (
    <>
      <div role="tablist" className="counter-ways" aria-label={t(['办什么', 'What to do'])} onKeyDown={turn}>
        {WAYS.map(([name, label]) => (
          <button key={name} type="button" role="tab" id={`way-${name}`} aria-selected={way === name} aria-controls="way" tabIndex={way === name ? 0 : -1} onClick={() => setWay(name)}>{t(label)}</button>
        ))}
      </div>
      <div role="tabpanel" id="way" aria-labelledby={`way-${way}`}>
        {way === 'earn' ? <EarnForm card={card} onDone={onDone} /> : <Offers card={card} onDone={onDone} />}
      </div>
    </>
  );
}
const WAYS = [['earn', ['积分', 'Earn']], ['redeem', ['兑换', 'Redeem']]] as const;

/** A scanner types the number and Enter, as a person would. */
function CardInput({ onNumber }: { onNumber(number: string): void }) {
  const { t } = useText();
  const input = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    const back = (e: KeyboardEvent) => { if (e.key === 'F2') { e.preventDefault(); input.current?.focus({ cursor: 'all' }); } };
    addEventListener('keydown', back);
    return () => removeEventListener('keydown', back);
  }, []);
  return (
    <label className="counter-card">
      <span>{t(['卡号', 'Card number'])}</span>
      <Input ref={input} size="large" autoFocus allowClear inputMode="numeric" value={typed} onChange={(e) => setTyped(e.target.value)} autoComplete="off"
        onPressEnter={(e) => { if (!e.nativeEvent.isComposing) onNumber(typed.trim()); }} onBlur={() => { if (typed.trim() !== '') onNumber(typed.trim()); }} />
    </label>
  );
}

function CardSheet({ card }: { readonly card: CounterCardView }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('member_card');
  return (
    <section className="counter-sheet" aria-label={t(['会员卡', 'Member card'])}>
      <div>
        <b>{card.member}</b> <Go className="w-figure" href={recordHref('member_card', card.id)}>{card.number}</Go> <StateTag register={register} state={card.state} />
      </div>
      <dl>
        <div><dt>{t(['可用积分', 'Points'])}</dt><dd className="counter-balance">{format.number(card.balance)}</dd></div>
        {card.pending > 0 && <div><dt>{t(['待付款', 'Waiting for payment'])}</dt><dd className="w-figure">{format.number(card.pending)}</dd></div>}
      </dl>
      {card.problem && <Alert type="error" showIcon role="alert" title={t(card.problem)} />}
    </section>
  );
}
