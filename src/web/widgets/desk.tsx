/**
 * A desk (台): papers as cards by what they wait for, the steps usually done next at hand. Stages turn with the arrow keys and stand in the
 * address; a step's dialog opens where the card stands and outlives it, so that nobody loses a form when a card moves on meanwhile.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Label, RecordPage, StepMeta } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { useRegister } from '../shell/session.tsx';
import { RefusalNote } from './refusal-note.tsx';
import { StepDialog } from './step-dialog.tsx';

interface Stage<S extends string> { readonly state: S; readonly rows: readonly unknown[] }

/** A row of counts, the chosen stage below. Without a choice in the address the first stage that holds anything is shown. */
export function DeskStages<S extends string, C extends Stage<S>>({ columns, labels, onTurn, children }: {
  readonly columns: readonly (C & Stage<S>)[]; readonly labels: { readonly [state in S]: Label }; onTurn?(): void; children(shown: C): ReactNode;
}) {
  const { t } = useText();
  const { history } = useRouter();
  const search = useSearch({ strict: false }) as { readonly stage?: string };
  const shown = columns.find((c) => c.state === search.stage) ?? columns.find((c) => c.rows.length > 0) ?? columns[0]!;
  const go = (state: S) => { onTurn?.(); history.replace(`${location.pathname}?stage=${state}`); };
  const turn = (e: KeyboardEvent<HTMLElement>) => {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    e.preventDefault();
    const next = columns[(columns.indexOf(shown) + by + columns.length) % columns.length]!;
    go(next.state);
    document.getElementById(`desk-tab-${next.state}`)?.focus();
  };
  return (
    <>
      <div role="tablist" className="w-desk-stages no-print" aria-label={t(['等什么', 'What they wait for'])} onKeyDown={turn}>
        {columns.map((c) => (
          <button key={c.state} type="button" role="tab" id={`desk-tab-${c.state}`} aria-selected={c === shown} aria-controls="desk-cards" tabIndex={c === shown ? 0 : -1} data-empty={c.rows.length === 0} onClick={() => go(c.state)}>
            <b>{c.rows.length}</b><span>{t(labels[c.state])}</span>
          </button>
        ))}
      </div>
      <div role="tabpanel" id="desk-cards" aria-labelledby={`desk-tab-${shown.state}`} className="w-desk-body">{children(shown)}</div>
    </>
  );
}

export interface DeskPaper { readonly register: string; readonly id: string }
/** The dialog of a step taken from a card; `desk` is the query that is asked again afterwards. */
export function useDeskStep(desk: string): { take(paper: DeskPaper, step: StepMeta): void; readonly dialog: ReactNode } {
  const [open, setOpen] = useState<{ readonly paper: DeskPaper; readonly step: StepMeta } | null>(null);
  return { take: (paper, step) => setOpen({ paper, step }), dialog: open && <Taking desk={desk} {...open} onClose={() => setOpen(null)} /> };
}

function Taking({ desk, paper: { register: name, id }, step, onClose }: { readonly desk: string; readonly paper: DeskPaper; readonly step: StepMeta; onClose(): void }) {
  const register = useRegister(name);
  const client = useQueryClient();
  const page = useQuery({ queryKey: keys.record(name, id), queryFn: () => api.get<RecordPage>(`/records/${name}/${id}`), retry: false });
  if (page.error) return <RefusalNote error={page.error} />;
  if (!page.data || !register) return null;
  const done = () => { onClose(); void client.invalidateQueries({ queryKey: keys.query(desk, {}) }); };
  return <StepDialog register={register} step={step} row={page.data.row} onDone={done} onCancel={onClose} />;
}

/** What is usually done next with a paper, the first of them first; everything else is on the record's own page. `notYet` stays visible and cannot be pressed. */
export function DeskSteps({ paper, number, state, offered, notYet, take }: {
  readonly paper: DeskPaper; readonly number: string; readonly state: string; readonly offered: readonly string[]; readonly notYet?: string | false; take(paper: DeskPaper, step: StepMeta): void;
}) {
  const { t } = useText();
  const steps = (useRegister(paper.register)?.steps ?? []).filter((s) => s.from.includes(state) && offered.includes(s.name));
  return (
    <div className="w-desk-steps no-print">
      {steps.map((step) => (
        <Button key={step.name} size="large" type={step.name === offered[0] ? 'primary' : 'default'} disabled={step.name === notYet} onClick={() => take(paper, step)} aria-label={`${t(step.label)} ${number}`}>{t(step.label)}</Button>
      ))}
    </div>
  );
}
