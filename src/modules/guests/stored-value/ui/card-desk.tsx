/**
 * The card desk (卡务台): scan a card and everything about it stands on one page, with what can be done now: pay money in,
 * give it back, loss, transfer, the tier's card. Serves VIP-1.14, VIP-1.15, VIP-5.1, AS-09, AS-42.
 */
import { useQuery } from '@tanstack/react-query';
import { Alert, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { CardDeskView } from '../desk.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { Doings } from './doings.tsx';
import './card-desk.css';

export function CardDeskPage() {
  const { t } = useText();
  const [number, setNumber] = useState('');
  const found = useQuery({
    queryKey: keys.query('card_desk', { number }), enabled: number !== '', retry: false, staleTime: 0,
    queryFn: () => api.get<CardDeskView | null>('/queries/card_desk', { params: { number } }),
  });
  const card = number === '' ? undefined : found.data;
  return (
    <div className="card-desk">
      <PageHeading title={t(['卡务台', 'Card desk'])} note={t(['刷卡、扫码或键入卡号；F2 回到卡号', 'Scan the card or its code, or type the number; F2 returns to it'])} />
      <CardInput onNumber={setNumber} />
      <RefusalNote error={found.error} />
      {card === null && <Alert type="warning" showIcon title={t([`没有卡号 ${number}`, `There is no card ${number}`])} />}
      {card && (
        <>
          <Sheet card={card} />
          <Doings card={card} onChanged={(changed) => { if (changed && changed !== number) setNumber(changed); else void found.refetch(); }} />
          <Movements card={card} />
          <Tiers card={card} />
        </>
      )}
    </div>
  );
}

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
    <label className="card-desk-input">
      <span className="w-label">{t(['卡号', 'Card number'])}</span>
      <Input ref={input} size="large" autoFocus allowClear value={typed} onChange={(e) => setTyped(e.target.value)} autoComplete="off"
        onPressEnter={(e) => { if (!e.nativeEvent.isComposing) onNumber(typed.trim()); }} onBlur={() => { if (typed.trim() !== '') onNumber(typed.trim()); }} />
    </label>
  );
}

function Sheet({ card }: { readonly card: CardDeskView }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('member_card');
  return (
    <section className="card-sheet" aria-label={t(['会员卡', 'Member card'])}>
      <header>
        <b><Go href={recordHref('member', card.member.id)}>{card.member.name}</Go></b>
        <Go className="w-figure" href={recordHref('member_card', card.id)}>{card.number}</Go>
        <span className="w-quiet">{card.product}</span>
        <StateTag register={register} state={card.state} />
        {card.validUntil && <span className="w-quiet">{t([`学生证明至 ${card.validUntil}`, `Student proof until ${card.validUntil}`])}</span>}
      </header>
      <dl>
        <div><dt>{t(['本金', 'Principal'])}</dt><dd className="card-figure">{format.money(card.principal)}</dd></div>
        <div><dt>{t(['赠送', 'Bonus'])}</dt><dd className="card-figure">{format.money(card.bonus)}</dd></div>
        <div><dt>{t(['积分', 'Points'])}</dt><dd className="card-figure">{format.number(card.points)}</dd></div>
        <div><dt>{t(['等级', 'Tier'])}</dt><dd className="card-figure">{card.tier ? t(card.tier.label) : t(['普通', 'None'])}</dd></div>
      </dl>
      {card.tier && <p className="w-quiet">{t(card.tier.because)}</p>}
      {card.problem && <Alert type="error" showIcon role="alert" title={t(card.problem)} />}
    </section>
  );
}

function Movements({ card }: { readonly card: CardDeskView }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Section title={t(['最近往来', 'Last movements'])}>
      {card.use.length === 0 ? <p className="w-quiet">{t(['这张卡还没有储值和消费。', 'Nothing was paid in or spent with this card yet.'])}</p> : (
        <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['最近往来', 'Last movements'])}>
          <table className="w-ledger">
            <thead><tr><th>{t(['时间', 'At'])}</th><th>{t(['事项', 'What'])}</th><th>{t(['凭据', 'Because of'])}</th><th className="w-num">{t(['本金', 'Principal'])}</th><th className="w-num">{t(['赠送', 'Bonus'])}</th></tr></thead>
            <tbody>
              {card.use.map((u) => (
                <tr key={`${u.at}${u.because}${u.what[0]}`}>
                  <td className="w-figure">{format.dateTime(String(u.at))}</td><td>{t(u.what)}</td><td className="w-figure">{u.because}</td>
                  <td className="w-num" data-minus={u.principal < 0 ? true : undefined}>{format.money(u.principal)}</td><td className="w-num" data-minus={u.bonus < 0 ? true : undefined}>{format.money(u.bonus)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Go className="card-desk-more" href={`/report/card_statement?card=${card.account}`}>{t(['全部往来（持卡人对账单）', 'All of it (the holder’s statement)'])}</Go>
    </Section>
  );
}

function Tiers({ card }: { readonly card: CardDeskView }) {
  const { t } = useText();
  const format = useFormat();
  if (card.tiers.length === 0) return null;
  return (
    <Section title={t(['等级经过', 'Tiers so far'])}>
      <ol className="card-tiers">
        {card.tiers.map((one) => (
          <li key={String(one.since)}>
            <b>{t(one.label)}</b> <span className="w-figure w-quiet">{format.dateTime(String(one.since))}{one.until ? ` – ${format.dateTime(String(one.until))}` : ''}</span>
            <span>{t(one.because)}{one.ended ? `${t(['；', '; '])}${one.ended}` : ''}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
