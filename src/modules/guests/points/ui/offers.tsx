/** Gifts of the running programmes: what the guest can have now, and why not the others. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { RecordPage, Written } from '../../../../kernel/api.ts';
import type { CounterCardView, CounterOffer } from '../counter.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import type { Done } from './counter.tsx';

const StepDialog = later(async () => (await import('../../../../web/widgets/step-dialog.tsx')).StepDialog, null);

export function Offers({ card, onDone }: { readonly card: CounterCardView; onDone(done: Done): void }) {
  const { t } = useText();
  const format = useFormat();
  const [quote, setQuote] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const ask = async (offer: CounterOffer) => {
    setError(null);
    try {
      setQuote((await api.post<Written>('/records/redemption', { values: { card: card.id, item: offer.id, quantity: 1 } }, { key: newId() })).id);
    } catch (failure) {
      setError(failure);
    }
  };
  if (card.offers.length === 0) return <EmptyState title={t(['现在没有可兑换的活动', 'No programme is running'])} text={t(['活动发布后，礼品列在这里。', 'Gifts stand here once a programme is published.'])} />;
  return (
    <>
      <RefusalNote error={error} />
      <ul className="counter-offers">
        {card.offers.map((offer) => (
          <li key={offer.id}>
            <span><b>{offer.gift}</b> <small className="w-quiet">{offer.programme}</small></span>
            <span className="w-figure">{format.number(offer.points)} {t(['分', 'points'])}</span>
            <span className="w-quiet w-figure">{t(['库存', 'in store'])} {offer.stock}</span>
            <Button disabled={offer.stock < 1 || card.balance < offer.points} onClick={() => void ask(offer)}>{whyNot(offer, card.balance, t)}</Button>
          </li>
        ))}
      </ul>
      {quote && <Execute id={quote} onClose={() => setQuote(null)} onDone={() => { setQuote(null); onDone({ register: 'redemption', id: quote }); }} />}
    </>
  );
}

function whyNot(offer: CounterOffer, balance: number, t: ReturnType<typeof useText>['t']): string {
  if (offer.stock < 1) return t(['无库存', 'Out of stock']);
  return balance < offer.points ? t([`差 ${offer.points - balance} 分`, `${offer.points - balance} short`]) : t(['兑换', 'Redeem']);
}

/** The guest agrees, then points and gift move together. */
function Execute({ id, onDone, onClose }: { readonly id: string; onDone(): void; onClose(): void }) {
  const register = useRegister('redemption');
  const page = useQuery({ queryKey: keys.record('redemption', id), queryFn: () => api.get<RecordPage>(`/records/redemption/${id}`) });
  const step = register?.steps.find((s) => s.name === 'execute');
  if (!register || !step || !page.data) return null;
  return <StepDialog register={register} step={step} row={page.data.row} onDone={onDone} onCancel={onClose} />;
}
