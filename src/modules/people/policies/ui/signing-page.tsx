/** Signing the letters (责任书签署): who is missing comes first, then everybody by unit, then the text itself; one signs here. Serves FS-1.3. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { RecordPage } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { SignerView, SigningPage } from '../figures.ts';
import './policies.css';

const StepDialog = later(async () => (await import('../../../../web/widgets/step-dialog.tsx')).StepDialog, null);

export function SigningPageView() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly campaign?: string };
  const params = search.campaign ? { campaign: search.campaign } : {};
  const signing = useQuery({ queryKey: keys.query('letter_signing', params), queryFn: () => api.get<SigningPage>('/queries/letter_signing', { params }), placeholderData: keepPreviousData, retry: false });
  const [open, setOpen] = useState<string | null>(null);
  const data = signing.data;
  return (
    <div className="pl-signing">
      <PageHeading title={t(['责任书签署', 'Signing the letters'])} note={t(['签名与所示版本的文本绑定；未签的按名列出', 'A signature is bound to the text of the version shown; who is missing stands by name'])}>
        {data?.campaign && <Go className="w-as-button no-print" href="/report/signatures_by_branch">{t(['签署情况表', 'Table by unit'])}</Go>}
        {data?.campaign && <Go className="w-as-button no-print" href="/report/letter_unsigned">{t(['未签名单', 'List of the missing'])}</Go>}
      </PageHeading>
      <RefusalNote error={signing.error} />
      {signing.isPending && <Loading />}
      {data && !data.campaign && <EmptyState title={t(['还没有签署活动', 'No campaign yet'])} text={t(['中心经理选择现行的责任书并发起签署后，名单列在这里。', 'When the centre manager opens a campaign for a letter in force, the list stands here.'])} />}
      {data?.campaign && <Campaign data={data} onSign={setOpen} />}
      {open !== null && <Sign id={open} onClose={() => { setOpen(null); void signing.refetch(); }} />}
    </div>
  );
}

function Campaign({ data, onSign }: { readonly data: SigningPage; onSign(id: string): void }) {
  const { t } = useText();
  const format = useFormat();
  const campaign = data.campaign!;
  const all = data.places.flatMap((place) => place.signers);
  const missing = all.filter((s) => s.state === 'waiting' || s.state === 'refused');
  const signed = all.filter((s) => s.state === 'signed').length;
  const late = campaign.state === 'open' && format.day(new Date(campaign.today)) > campaign.due_on;
  const share = (n: number) => ({ width: `${all.length === 0 ? 0 : (n * 100) / all.length}%` });
  return (
    <>
      <Pick data={data} />
      <p className="pl-sum">
        <span><b>{all.length}</b>{t(['应签', 'expected'])}</span>
        <span><b>{signed}</b>{t(['已签', 'signed'])}</span>
        <span className={missing.length > 0 ? 'pl-missing' : undefined}><b>{missing.length}</b>{t(['未签', 'missing'])}</span>
        <span>{t(fill(['期限 {day}', 'due {day}'], { day: format.date(campaign.due_on) }))}</span>
        {late && missing.length > 0 && <span className="w-stamp">{t(['已逾期', 'overdue'])}</span>}
      </p>
      <div className="pl-track" role="img" aria-label={t(fill(['已签 {n}，共 {all}', '{n} of {all} signed'], { n: signed, all: all.length }))}><i style={share(signed)} /></div>
      {data.mine !== null && campaign.state === 'open' && (
        <div className="pl-mine">
          <p>{t(fill(['请您阅读并签署“{title}”。', 'Please read and sign “{title}”.'], { title: campaign.letterTitle }))}</p>
          <Button type="primary" onClick={() => onSign(data.mine!)}>{t(['阅读并签署', 'Read and sign'])}</Button>
        </div>
      )}
      <Missing missing={missing} places={data.places} open={campaign.state === 'open'} onSign={onSign} />
      <ByUnit data={data} />
      <Section quiet title={t(['所签文本', 'The text'])}>
        <article className="pl-letter">
          <h3>{campaign.letterTitle}</h3>
          <p className="w-long">{campaign.body}</p>
        </article>
        <p className="w-note">{campaign.letterCode} · {t(fill(['第 {n} 版', 'version {n}'], { n: campaign.version }))} · {t(['文本校验码', 'hash of the text'])} <span className="pl-hash">{campaign.hash}</span></p>
      </Section>
    </>
  );
}

function Pick({ data }: { readonly data: SigningPage }) {
  const { t } = useText();
  const { history } = useRouter();
  return (
    <div className="pl-bar no-print">
      <Select aria-label={t(['签署活动', 'Campaign'])} value={data.campaign!.id} options={data.campaigns.map((c) => ({ value: c.id, label: `${c.title}${c.state === 'closed' ? t(['（已结束）', ' (closed)']) : ''}` }))}
        onChange={(id: string) => history.push(`${location.pathname}?campaign=${id}`)} />
      <span className="w-quiet">{data.campaign!.number}</span>
    </div>
  );
}

function Missing({ missing, places, open, onSign }: { readonly missing: readonly SignerView[]; readonly places: SigningPage['places']; readonly open: boolean; onSign(id: string): void }) {
  const { t } = useText();
  const maySign = useRegister('letter_signature')?.steps.some((s) => s.name === 'sign') === true;
  if (missing.length === 0) return <Section title={t(['谁还没有签', 'Who has not signed'])}><p className="w-nothing">{t(['全部已签', 'Everybody has signed'])}</p></Section>;
  return (
    <Section title={t(fill(['谁还没有签（{n}）', 'Who has not signed ({n})'], { n: missing.length }))}>
      <ul className="pl-names">
        {missing.map((s) => (
          <li key={s.id}>
            <span><Go href={recordHref('letter_signature', s.id)}>{s.name}</Go> <small>{s.staff_no} · {places.find((p) => p.id === s.place)?.name}{s.state === 'refused' && ` · ${t(['拒签', 'refused'])}`}</small></span>
            {open && maySign && <Button onClick={() => onSign(s.id)} aria-label={t(fill(['{name}当面签署', '{name} signs here'], { name: s.name }))}>{t(['当面签署', 'Sign here'])}</Button>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ByUnit({ data }: { readonly data: SigningPage }) {
  const { t } = useText();
  return (
    <Section title={t(['按单位', 'By unit'])}>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['按单位', 'By unit'])}>
        <table className="w-report pl-units">
          <thead><tr><th scope="col">{t(['单位', 'Unit'])}</th><th scope="col" className="w-num">{t(['应签', 'Expected'])}</th><th scope="col" className="w-num">{t(['已签', 'Signed'])}</th><th scope="col">{t(['名单', 'Names'])}</th></tr></thead>
          <tbody>
            {data.places.map((place) => (
              <tr key={place.id}>
                <th scope="row" className="pl-place">{place.name}</th>
                <td className="w-num">{place.signers.length}</td>
                <td className="w-num">{place.signers.filter((s) => s.state === 'signed').length}</td>
                <td><ul className="pl-chips">{place.signers.map((s) => <li key={s.id} data-state={s.state}><Go href={recordHref('letter_signature', s.id)}>{s.name}<span className="visually-hidden">{t(STATES[s.state])}</span></Go></li>)}</ul></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
const STATES = { waiting: ['（未签）', ' (not signed)'], signed: ['（已签）', ' (signed)'], refused: ['（拒签）', ' (refused)'], waived: ['（免签）', ' (not needed)'] } as const;

/** The step's own dialog, opened where the list stands. */
function Sign({ id, onClose }: { readonly id: string; onClose(): void }) {
  const register = useRegister('letter_signature');
  const page = useQuery({ queryKey: keys.record('letter_signature', id), queryFn: () => api.get<RecordPage>(`/records/letter_signature/${id}`), retry: false });
  const step = register?.steps.find((s) => s.name === 'sign');
  if (page.error) return <RefusalNote error={page.error} />;
  if (!page.data || !register || !step) return null;
  return <StepDialog register={register} step={step} row={page.data.row} onDone={onClose} onCancel={onClose} />;
}
