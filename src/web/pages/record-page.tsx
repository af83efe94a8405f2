/**
 * One record: number, state and the steps one may take; its fields; slips, signatures and files; accounts; what
 * belongs to it; and everything that happened, in sentences. `?step=` opens a step at once. Serves C-1, C-8, C-9.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useState } from 'react';
import type { RecordPage as RecordView, RegisterMeta } from '../../kernel/api.ts';
import { api, ApiRefusal, keys } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';
import type { Deed } from '../shell/destinations.ts';
import { useKeys } from '../shell/keyboard.ts';
import { usePageDeeds } from '../shell/page-deeds.ts';
import { EmptyState, useTitle } from '../shell/page.tsx';
import { useRegister } from '../shell/session.tsx';
import { Description } from '../widgets/description.tsx';
import { Go, listHref, recordHref, slipHref } from '../widgets/go.tsx';
import { useOverrides } from '../widgets/known.ts';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Section } from '../widgets/section.tsx';
import { StepDialog } from '../widgets/step-dialog.tsx';
import { forgetWritten, useJustWritten } from '../widgets/written.ts';
import { Accounts } from './record-accounts.tsx';
import { ArchiveDialog } from './record-archive.tsx';
import { EditDialog } from './record-edit.tsx';
import { RecordHead } from './record-head.tsx';
import { Attachments, Signatures, Slips } from './record-papers.tsx';
import { Related } from './record-related.tsx';
import { Timeline } from './record-timeline.tsx';
import './record-side.css';

export { NewRecordPage } from './record-new.tsx';

export interface RecordPageProps {
  readonly register: string;
  readonly id: string /** The step to open at once. */;
  readonly step?: string;
}

export function RecordPage({ register, id, step }: RecordPageProps) {
  const meta = useRegister(register);
  const record = useQuery({ queryKey: keys.record(register, id), queryFn: () => api.get<RecordView>(`/records/${register}/${id}`), retry: false });
  if (record.error) return <NotHere register={register} error={record.error} />;
  if (!meta || !record.data)
    return (
      <div className="p-record" aria-busy>
        <Skeleton active paragraph={{ rows: 10 }} />
      </div>
    );
  return <Record key={id} meta={meta} view={record.data} wanted={step} />;
}

type Open = { readonly what: 'edit' | 'archive' | 'restore' } | null;

function Record({ meta, view, wanted }: { readonly meta: RegisterMeta; readonly view: RecordView; readonly wanted: string | undefined }) {
  const { t } = useText();
  const { history } = useRouter();
  const [open, setOpen] = useState<Open>(null);
  const { row, titles } = view;
  useTitle(`${row.number} ${t(meta.label)}`);
  const here = recordHref(meta.name, row.id);
  const allowed = view.steps.find(({ name }) => name === wanted);
  const step = meta.steps.find(({ name }) => name === allowed?.name);
  const Panel = useOverrides().panel?.[meta.name];
  const leave = () => history.replace(here);
  const mayEdit = meta.mayEdit && row.archived_at === null;
  useKeys({ ...(mayEdit ? { e: () => setOpen({ what: 'edit' }) } : {}), l: () => history.push(listHref(meta.name)) });
  usePageDeeds([
    ...view.steps.flatMap(({ name, blocked }): Deed[] => { const of = meta.steps.find((one) => one.name === name); return of && !blocked ? [{ key: `here-${name}`, label: of.label, where: words.shell.thisPage, href: `${here}?step=${name}` }] : []; }),
    ...(mayEdit ? [{ key: 'here-edit', label: words.common.edit, where: words.shell.thisPage, act: () => setOpen({ what: 'edit' }) }] : []),
  ]);
  return (
    <div className="p-record">
      <RecordHead meta={meta} view={view} onStep={(name) => history.push(`${here}?step=${name}`)} onDo={(what) => setOpen({ what })} />
      <JustDone register={meta.name} id={row.id} />
      {wanted && allowed?.blocked && <Alert type="warning" showIcon title={t(allowed.blocked)} />}
      <div className="p-record-body">
        <div className="p-record-main">
          {Panel && <Panel register={meta} page={view} />}
          <Section title={t(['内容', 'Contents'])}>
            <Description fields={meta.fields} row={row} titles={titles} register={meta.name} />
          </Section>
          <Slips slips={view.slips} />
          <Signatures signatures={view.signatures} />
          <Attachments attachments={view.attachments} />
          <Accounts accounts={view.accounts} />
          <Related related={view.related} id={row.id} />
        </div>
        <aside className="p-record-side" aria-label={t(['经过', 'History'])}>
          <Timeline entries={view.timeline} register={meta.name} />
        </aside>
      </div>
      {step && !allowed?.blocked && <StepDialog register={meta} step={step} row={row} onDone={leave} onCancel={leave} />}
      {open?.what === 'edit' && <EditDialog meta={meta} row={row} titles={titles} onClose={() => setOpen(null)} />}
      {(open?.what === 'archive' || open?.what === 'restore') && (
        <ArchiveDialog meta={meta} row={row} what={open.what} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

/** After a step: what was done, and its slip one press away. */
function JustDone({ register, id }: { readonly register: string; readonly id: string }) {
  const { t } = useText();
  const client = useQueryClient();
  const just = useJustWritten(register, id);
  if (!just) return null;
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      closable={{ onClose: () => forgetWritten(client, register, id), 'aria-label': t(['关闭', 'Close']) }}
      className="w-refusal"
      title={t([`已办理：${just.step.label[0]}`, `Done: ${just.step.label[1]}`])}
      action={just.written.slips.map((slip) => (
        <Go key={slip} href={`${slipHref(slip)}?print=1`} className="w-as-button">
          {t(['打印单据', 'Print the slip'])}
        </Go>
      ))}
    />
  );
}

function NotHere({ register, error }: { readonly register: string; readonly error: unknown }) {
  const { t } = useText();
  if (!(error instanceof ApiRefusal) || error.status !== 404)
    return (
      <div className="p-record">
        <RefusalNote error={error} />
      </div>
    );
  return (
    <EmptyState icon="search" title={t(['没有这条记录', 'No such record'])} text={t(['它可能在您看不到的单位，或者地址写错了。', 'It may belong to a unit you do not see, or the address is wrong.'])}>
      <Go href={listHref(register)} className="w-as-button">{t(['回到台账', 'Back to the list'])}</Go>
    </EmptyState>
  );
}
