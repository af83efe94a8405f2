/** What can be done with the card in hand. A form keeps its key until it was answered, so a tablet that dies in between sends the same deposit again, not another. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { FieldMeta, RecordPage, Written } from '../../../../kernel/api.ts';
import type { CardDeskView } from '../desk.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { FieldForm } from '../../../../web/widgets/field-form.tsx';
import { Go, recordHref, slipHref } from '../../../../web/widgets/go.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import { inputFrom } from '../../../../web/widgets/step-form.tsx';

const StepDialog = later(async () => (await import('../../../../web/widgets/step-dialog.tsx')).StepDialog, null);
const CardLabel = later(async () => (await import('./card-label.tsx')).CardLabel, null);

interface OneStep { readonly register: 'member_card' | 'card_tier' | 'card_deposit' | 'card_refund'; readonly id: string; readonly step: string }
type Way = 'deposit' | 'refund' | 'label' | null;

export function Doings({ card, onChanged }: { readonly card: CardDeskView; onChanged(number?: string): void }) {
  const { t } = useText();
  const [way, setWay] = useState<Way>(null);
  const [step, setStep] = useState<OneStep | null>(null);
  const [done, setDone] = useState<{ readonly register: 'card_deposit' | 'card_refund'; readonly id: string } | null>(null);
  const written = (register: 'card_deposit' | 'card_refund') => (id: string) => { setDone({ register, id }); setWay(null); onChanged(); };
  return (
    <div className="card-doings">
      <Open card={card} onStep={setStep} />
      <div className="card-ways">
        {!card.problem && <Button type={way === 'deposit' ? 'default' : 'primary'} onClick={() => setWay(way === 'deposit' ? null : 'deposit')}>{t(['储值', 'Pay in'])}</Button>}
        {card.principal > 0 && card.refund === null && <Button onClick={() => setWay(way === 'refund' ? null : 'refund')}>{t(['退款', 'Refund'])}</Button>}
        <CardSteps card={card} onStep={setStep} />
        <Button onClick={() => setWay('label')}>{t(['打印卡签', 'Print label'])}</Button>
      </div>
      {way === 'deposit' && <DepositForm card={card} onDone={written('card_deposit')} onCancel={() => setWay(null)} />}
      {way === 'refund' && <RefundForm card={card} onDone={written('card_refund')} onCancel={() => setWay(null)} />}
      {way === 'label' && <CardLabel card={card} onClose={() => setWay(null)} />}
      {done && <Result key={done.id} {...done} onStep={setStep} />}
      {step && <OneDialog {...step} onClose={() => setStep(null)} onDone={() => { setStep(null); onChanged(step.step === 'issue_card' ? card.file : undefined); }} />}
    </div>
  );
}

/** What waits for somebody on this card, most urgent first. */
function Open({ card, onStep }: { readonly card: CardDeskView; onStep(step: OneStep): void }) {
  const { t } = useText();
  const format = useFormat();
  const refunds = useRegister('card_refund');
  const tier = card.tier && card.tier.state !== 'explained' ? card.tier : null;
  return (
    <>
      {tier && (
        <Alert type="warning" showIcon title={tier.state === 'granted' ? t([`已升级为${tier.label[0]}，请发放等级卡`, `Now ${tier.label[1]}: give out the tier’s card`]) : t(['等级卡已发，请说明用法', 'The tier’s card was given; explain its use'])}
          action={<Button onClick={() => onStep({ register: 'card_tier', id: tier.id, step: tier.state === 'granted' ? 'issue_card' : 'explain' })}>{tier.state === 'granted' ? t(['发卡', 'Give card']) : t(['已说明', 'Explained'])}</Button>} />
      )}
      {card.unsigned.map((one) => (
        <Alert key={one.id} type="info" showIcon title={t([`储值单 ${one.number}（${format.money(one.amount)}）待客人签字`, `Deposit ${one.number} (${format.money(one.amount)}) waits for the guest’s signature`])}
          action={<Button onClick={() => onStep({ register: 'card_deposit', id: one.id, step: 'confirm' })}>{t(['签字', 'Sign'])}</Button>} />
      ))}
      {card.refund && (
        <Alert type="info" showIcon title={<>{t(['退款单', 'Refund'])} <Go href={recordHref('card_refund', card.refund.id)}>{card.refund.number}</Go> {t(refunds?.states.find((s) => s.name === card.refund?.state)?.label ?? ['', ''])}{card.refund.due_on ? t([`，${card.refund.due_on} 前付款`, `, to be paid by ${card.refund.due_on}`]) : ''}</>} />
      )}
    </>
  );
}

/** Loss, return, transfer, student proof: what the card's own state and the person's post allow. */
function CardSteps({ card, onStep }: { readonly card: CardDeskView; onStep(step: OneStep): void }) {
  const { t } = useText();
  const register = useRegister('member_card');
  const page = useQuery({ queryKey: keys.record('member_card', card.id), queryFn: () => api.get<RecordPage>(`/records/member_card/${card.id}`) });
  const allowed = (page.data?.steps ?? []).filter((s) => s.blocked === null && !['activate', 'close'].includes(s.name));
  return allowed.map(({ name }) => {
    const meta = register?.steps.find((s) => s.name === name);
    return meta ? <Button key={name} danger={meta.tone === 'danger'} onClick={() => onStep({ register: 'member_card', id: card.id, step: name })}>{t(meta.label)}</Button> : null;
  });
}

function OneDialog({ register: name, id, step, onClose, onDone }: OneStep & { onClose(): void; onDone(): void }) {
  const register = useRegister(name);
  const page = useQuery({ queryKey: keys.record(name, id), queryFn: () => api.get<RecordPage>(`/records/${name}/${id}`) });
  const meta = register?.steps.find((s) => s.name === step);
  if (!register || !meta || !page.data) return null;
  return <StepDialog register={register} step={meta} row={page.data.row} onDone={onDone} onCancel={onClose} />;
}

const DEPOSIT_FIELDS = ['amount', 'tender', 'received', 'payer', 'payment_ref'] as const;

function DepositForm({ card, onDone, onCancel }: { readonly card: CardDeskView; onDone(id: string): void; onCancel(): void }) {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const register = useRegister('card_deposit');
  const fields = DEPOSIT_FIELDS.flatMap((name) => register?.fields.filter((f: FieldMeta) => f.name === name) ?? []);
  return (
    <section className="card-form" aria-label={t(['储值', 'Pay in'])}>
      <FieldForm name={`card_deposit.${card.id}`} scope="card_deposit" fields={fields} initial={{}} submitText={['收款入账', 'Take and post']} onCancel={onCancel}
        submit={async ({ values, key }) => {
          const written = await api.post<Written>('/records/card_deposit', { values: { card: card.id, ...inputFrom(DEPOSIT_FIELDS, values) } }, { key });
          await client.invalidateQueries({ queryKey: keys.records('card_deposit') });
          onDone(written.id);
        }}>
        <p className="w-hint">
          {card.room !== null && t([`限额 ${format.money(card.cap ?? 0)}，今天最多还可存 ${format.money(card.room)}。`, `Limit ${format.money(card.cap ?? 0)}; up to ${format.money(card.room)} more today. `])}
          {card.bonusRules.map((r) => t([`存满 ${format.money(r.min)} 送 ${format.money(r.bonus)}；`, `${format.money(r.bonus)} on top from ${format.money(r.min)}; `])).join('')}
        </p>
      </FieldForm>
    </section>
  );
}

const REFUND_FIELDS = ['reason', 'note'] as const;

function RefundForm({ card, onDone, onCancel }: { readonly card: CardDeskView; onDone(id: string): void; onCancel(): void }) {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const register = useRegister('card_refund');
  const fields = REFUND_FIELDS.flatMap((name) => register?.fields.filter((f: FieldMeta) => f.name === name) ?? []);
  return (
    <section className="card-form" aria-label={t(['退款', 'Refund'])}>
      <FieldForm name={`card_refund.${card.id}`} scope="card_refund" fields={fields} initial={{}} submitText={['提交退款', 'Ask for the refund']} onCancel={onCancel}
        submit={async ({ values, key }) => {
          const written = await api.post<Written>('/records/card_refund', { values: { card: card.id, ...inputFrom(REFUND_FIELDS, values) } }, { key });
          await client.invalidateQueries({ queryKey: keys.records('card_refund') });
          onDone(written.id);
        }}>
        <p className="w-hint">{t([`应退本金 ${format.money(card.principal)}；赠送 ${format.money(card.bonus)} 作废。提交后打印计算书，由经理批准、财务付款。`, `Principal to be paid ${format.money(card.principal)}; the bonus of ${format.money(card.bonus)} lapses. The calculation is printed; the manager approves and finance pays.`])}</p>
      </FieldForm>
    </section>
  );
}

/** Print first, then let the guest sign. */
function Result({ register: name, id, onStep }: { readonly register: 'card_deposit' | 'card_refund'; readonly id: string; onStep(step: OneStep): void }) {
  const { t } = useText();
  const register = useRegister(name);
  const page = useQuery({ queryKey: keys.record(name, id), queryFn: () => api.get<RecordPage>(`/records/${name}/${id}`) });
  if (!page.data || !register) return null;
  const slip = page.data.slips.at(-1);
  return (
    <Alert className="card-result" type="success" showIcon role="status" title={<>{t(register.label)} <Go href={recordHref(name, id)}>{page.data.row.number}</Go> {t(['已办', 'done'])}</>}
      action={<span className="card-ways">
        {slip && <Go className="w-as-button" href={slipHref(slip.id)}>{slip.printed > 0 ? t(['补打单据', 'Reprint']) : t(['打印单据', 'Print the slip'])}</Go>}
        {page.data.steps.some((s) => s.name === 'confirm') && <Button onClick={() => onStep({ register: name, id, step: 'confirm' })}>{t(['客人签字', 'Guest signs'])}</Button>}
      </span>} />
  );
}
