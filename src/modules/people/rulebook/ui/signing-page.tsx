/** Signing for the code (守则签收): who has not comes first, by name; then every unit with its counts; one signs here. Serves SM-1, LG-5. */
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
import type { SignerLine, SigningPage } from '../signing.ts';
import './rulebook.css';

const StepDialog = later(async () => (await import('../../../../web/widgets/step-dialog.tsx')).StepDialog, null);
interface Opened { readonly register: 'rulebook_acknowledgement' | 'rulebook_version'; readonly id: string; readonly step: string }

export function RulebookSigningPage() {
  const { t } = useText();
  const format = useFormat();
  const { history } = useRouter();
  const { version } = useSearch({ strict: false }) as { readonly version?: string };
  const params = version ? { version } : {};
  const signing = useQuery({ queryKey: keys.query('rulebook_signing', params), queryFn: () => api.get<SigningPage>('/queries/rulebook_signing', { params }), placeholderData: keepPreviousData, retry: false });
  const [open, setOpen] = useState<Opened | null>(null);
  const data = signing.data;
  return (
    <div className="rb-signing">
      <PageHeading title={t(['守则签收', 'Signing for the code'])} note={data?.version ? t(fill(['{title} {no}，自 {day} 起生效', '{title} {no}, in force from {day}'], { title: data.version.title, no: data.version.no, day: format.date(data.version.effective_from) })) : undefined}>
        {data && data.versions.length > 1 && <Select aria-label={t(['版本', 'Version'])} className="rb-versions" value={data.version?.id ?? null} options={data.versions.map((one) => ({ value: one.id, label: `${one.no} ${one.title}` }))} onChange={(id: string) => history.push(`${location.pathname}?version=${id}`)} />}
        {data?.version && data.signers.length > 0 && <Go className="w-as-button no-print" href="/report/rulebook_not_signed">{t(['未签收名单', 'List of the missing'])}</Go>}
      </PageHeading>
      <RefusalNote error={signing.error} />
      {signing.isPending && <Loading />}
      {data && !data.version && <EmptyState title={t(['还没有公布的守则', 'No code is published'])} text={t(['公布之后，应签收的人列在这里。', 'Once one is published, those who are to sign stand here.'])} />}
      {data?.version && <Signing data={data} onOpen={setOpen} />}
      {open && <Dialog opened={open} onClose={() => { setOpen(null); void signing.refetch(); }} />}
    </div>
  );
}

function Signing({ data, onOpen }: { readonly data: SigningPage; onOpen(opened: Opened): void }) {
  const { t } = useText();
  const { signers, mine } = data;
  const missing = signers.filter((one) => one.state === 'waiting' || one.state === 'refused');
  const signed = signers.filter((one) => one.state === 'signed').length;
  const mayRemind = useRegister('rulebook_version')?.steps.some((step) => step.name === 'remind') === true;
  const open = data.version!.state !== 'superseded';
  return (
    <>
      {mine && mine.state === 'waiting' && open && (
        <div className="rb-mine">
          <p>{t(['请您阅读守则全文并签收。', 'Please read the code and sign for it.'])}{mine.reminded_on && <b> {t(['已提醒过您', 'You have been reminded'])}</b>}</p>
          <Go href={`/p/rulebook/code?version=${data.version!.id}`}>{t(['阅读全文', 'Read it'])}</Go>
          <Button type="primary" onClick={() => onOpen({ register: 'rulebook_acknowledgement', id: mine.id, step: 'sign' })}>{t(['签收', 'Sign'])}</Button>
        </div>
      )}
      {mine && mine.state === 'signed' && <p className="w-note">{t(['您已签收这个版本。', 'You have signed for this version.'])}</p>}
      {signers.length > 0 && (
        <>
          <p className="rb-sum"><span><b>{signers.length}</b> {t(['应签', 'expected'])}</span><span><b>{signed}</b> {t(['已签', 'signed'])}</span><span><b data-open={missing.length > 0}>{missing.length}</b> {t(['未签', 'missing'])}</span>
            {mayRemind && open && missing.length > 0 && <Button onClick={() => onOpen({ register: 'rulebook_version', id: data.version!.id, step: 'remind' })}>{t(['提醒未签收的人', 'Remind them'])}</Button>}</p>
          <Missing missing={missing} open={open} onOpen={onOpen} />
          <Units signers={signers} />
        </>
      )}
    </>
  );
}

function Missing({ missing, open, onOpen }: { readonly missing: readonly SignerLine[]; readonly open: boolean; onOpen(opened: Opened): void }) {
  const { t } = useText();
  const format = useFormat();
  const maySign = useRegister('rulebook_acknowledgement')?.steps.some((step) => step.name === 'sign') === true;
  return (
    <Section title={t(fill(['谁还没有签（{n}）', 'Who has not signed ({n})'], { n: missing.length }))}>
      {missing.length === 0 ? <p className="w-nothing">{t(['全部已签', 'Everybody has signed'])}</p> : (
        <ul className="rb-missing">
          {missing.map((one) => (
            <li key={one.id}>
              <span><Go href={recordHref('rulebook_acknowledgement', one.id)}>{one.name}</Go> <small>{one.staff_no} · {one.unit}{one.state === 'refused' && ` · ${t(['拒签', 'refused'])}`}{one.reminded_on && ` · ${t(fill(['提醒 {n} 次，最近 {day}', 'reminded {n}×, last {day}'], { n: one.reminders ?? 0, day: format.date(one.reminded_on) }))}`}</small></span>
              {open && maySign && <Button onClick={() => onOpen({ register: 'rulebook_acknowledgement', id: one.id, step: 'sign' })} aria-label={t(fill(['{name}当面签收', '{name} signs here'], { name: one.name }))}>{t(['当面签收', 'Sign here'])}</Button>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Units({ signers }: { readonly signers: readonly SignerLine[] }) {
  const { t } = useText();
  const format = useFormat();
  const units = [...new Set(signers.map((one) => one.unit))];
  return (
    <Section title={t(['按单位', 'By unit'])}>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['按单位', 'By unit'])}>
        <table className="w-report rb-units">
          <thead><tr><th scope="col">{t(['单位', 'Unit'])}</th><th scope="col" className="w-num">{t(['应签', 'Expected'])}</th><th scope="col" className="w-num">{t(['已签', 'Signed'])}</th><th scope="col">{t(['已签的人', 'Signed by'])}</th></tr></thead>
          <tbody>
            {units.map((unit) => {
              const here = signers.filter((one) => one.unit === unit);
              const done = here.filter((one) => one.state === 'signed');
              return (
                <tr key={unit}>
                  <th scope="row" className="rb-unit">{unit}</th><td className="w-num">{here.length}</td><td className="w-num">{done.length}</td>
                  <td><div className="rb-names">{done.map((one) => <span key={one.id}><Go href={recordHref('rulebook_acknowledgement', one.id)}>{one.name}</Go> <small>{one.signed_on && format.date(one.signed_on)}</small></span>)}</div></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** The step's own dialog, opened where the list stands. */
function Dialog({ opened, onClose }: { readonly opened: Opened; onClose(): void }) {
  const register = useRegister(opened.register);
  const page = useQuery({ queryKey: keys.record(opened.register, opened.id), queryFn: () => api.get<RecordPage>(`/records/${opened.register}/${opened.id}`), retry: false });
  const step = register?.steps.find((one) => one.name === opened.step);
  if (page.error) return <RefusalNote error={page.error} />;
  if (!page.data || !register || !step) return null;
  return <StepDialog register={register} step={step} row={page.data.row} onDone={onClose} onCancel={onClose} />;
}
