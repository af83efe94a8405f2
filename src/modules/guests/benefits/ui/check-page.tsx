/**
 * Asking before the room is switched on (查权益): card, kind of room, moment; then every rule with each of its conditions met or not,
 * in words that can be read out to the guest. Serves VIP-8.5, G11.
 */
import { useQuery } from '@tanstack/react-query';
import { Alert, Input, Segmented } from 'antd';
import { useState } from 'react';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import type { CheckedCard, CheckedRule } from '../check.ts';
import './check.css';

const KINDS = [['small', ['小包', 'Small']], ['medium', ['中包', 'Medium']], ['large', ['大包', 'Large']], ['luxury', ['豪包', 'Luxury']]] as const;

export function CheckPage() {
  const { t } = useText();
  const [number, setNumber] = useState('');
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number][0]>('medium');
  const found = useQuery({
    queryKey: keys.query('benefit_check', { number, kind }), enabled: number !== '', retry: false, refetchInterval: 30_000,
    queryFn: () => api.get<CheckedCard | null>('/queries/benefit_check', { params: { number, kind } }),
  });
  const card = number === '' ? undefined : found.data;
  return (
    <div className="check">
      <PageHeading title={t(['查权益', 'Benefit check'])} note={t(['现在开机的话，这张卡能享受什么，差在哪里', 'What this card would get if the room were switched on now, and what is missing'])} />
      <div className="check-ask">
        <label><span>{t(['卡号', 'Card number'])}</span>
          <Input size="large" autoFocus allowClear inputMode="numeric" autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} onBlur={() => setNumber(typed.trim())}
            onPressEnter={(e) => { if (!e.nativeEvent.isComposing) setNumber(typed.trim()); }} />
        </label>
        <div role="group" aria-label={t(['包厢级别', 'Room class'])}><span>{t(['包厢级别', 'Room class'])}</span>
          <Segmented size="large" value={kind} onChange={setKind} options={KINDS.map(([value, label]) => ({ value, label: t(label) }))} />
        </div>
      </div>
      <RefusalNote error={found.error} />
      {card === null && <Alert type="warning" showIcon title={t([`没有卡号 ${number}`, `There is no card ${number}`])} />}
      {card && <Answer card={card} />}
    </div>
  );
}

function Answer({ card }: { readonly card: CheckedCard }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('member_card');
  return (
    <section aria-label={t(['判定', 'Decision'])} aria-live="polite">
      <p className="check-card"><b>{card.member}</b> {register ? <Go className="w-figure" href={recordHref('member_card', card.id)}>{card.number}</Go> : <span className="w-figure">{card.number}</span>} <span>{t(card.product)}</span> <StateTag register={register} state={card.state} />
        <span className="w-quiet">{t([`营业日 ${card.day}，${format.time(String(card.at))}`, `Business day ${card.day}, ${format.time(String(card.at))}`])}</span></p>
      {card.rules.length === 0 && <Alert type="info" showIcon title={t(['今天没有启用的权益规则', 'No benefit rule is in force today'])} />}
      {card.rules.map((rule) => <RuleAnswer key={rule.id} rule={rule} />)}
    </section>
  );
}

function RuleAnswer({ rule }: { readonly rule: CheckedRule }) {
  const { t } = useText();
  return (
    <article className={rule.granted ? 'check-rule check-yes' : 'check-rule'}>
      <h2>{t(rule.says)}</h2>
      <ul>
        {rule.checks.map((c) => (
          <li key={c.name[0]} className={c.ok ? '' : 'check-no'}>
            <span aria-hidden="true">{c.ok ? '✓' : '✗'}</span><span className="check-name">{t(c.name)}</span><span>{t(c.says)}{!c.ok && <span className="check-mark">{t(['不符', 'not met'])}</span>}</span>
          </li>
        ))}
      </ul>
    </article>
  );
}
