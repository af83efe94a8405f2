/**
 * The hand-over desk (交接台): where my shift stands, the one thing that comes next, and the count itself on the whole page.
 * Serves VIP-6.1, VIP-6.2, VIP-6.6, VIP-6.8, VIP-9.4, P11.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Label, RecordPage, Written } from '../../../../kernel/api.ts';
import type { DeskHandOver, DeskRostered, DeskShift, HandOverDeskView } from '../desk.ts';
import { api, keys, newId } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Failure, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { StepForm } from '../../../../web/widgets/step-form.tsx';
import { forgetKept, useKept } from './kept.ts';
import './hand-over.css';

const QUERY = 'hand_over_desk';

export function DeskPage() {
  const { t } = useText();
  const found = useQuery({ queryKey: keys.query(QUERY, {}), queryFn: () => api.get<HandOverDeskView>(`/queries/${QUERY}`) });
  return (
    <div className="count-page">
      <PageHeading title={t(['交接台', 'Hand-over desk'])} note={t(['先数后填；账面数在清点提交之后才出现', 'Count first, then type; what should be there is shown only after the count is sent'])} />
      {found.isPending && <Loading />}
      {found.error && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Rostered roster={found.data.roster} />}
      {found.data && <Desk view={found.data} onChange={() => void found.refetch()} />}
    </div>
  );
}

/** Who is on today, as the director published it. */
function Rostered({ roster }: { readonly roster: readonly DeskRostered[] }) {
  const { t } = useText();
  if (roster.length === 0) return null;
  return (
    <section className="count-roster" aria-label={t(['今天的排班', 'On the roster today'])}>
      <h2>{t(['今天的排班', 'On the roster today'])}</h2>
      <ul>
        {roster.map((s) => (
          <li key={`${s.code}${s.name}${s.starts}`} data-mine={s.mine}>
            <b>{s.code}</b> <span className="w-figure">{s.starts}–{s.ends}</span> {s.name}{s.mine ? t(['（您）', ' (you)']) : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Desk({ view, onChange }: { readonly view: HandOverDeskView; onChange(): void }) {
  const { t } = useText();
  if (!view.shift) {
    return <EmptyState title={t(['您没有开班', 'No shift of yours is open'])} text={t(['开班后到财务领取备用金，再参加班前例会', 'Open a shift, draw the float at finance, then the briefing'])}><Go className="primary-link" href="/r/shift/new">{t(['开班', 'Open a shift'])}</Go></EmptyState>;
  }
  const counting = view.handOvers.find((h) => stepOf(h) !== null);
  return (
    <>
      <Way shift={view.shift} onChange={onChange} />
      {view.handOvers.map((h) => <Paper key={h.id} h={h} />)}
      {counting && <Counting key={`${counting.id}${counting.state}`} h={counting} step={stepOf(counting)!} onDone={onChange} />}
    </>
  );
}

const stepOf = (h: DeskHandOver): 'count' | 'verify' | null => (h.mine === 'out' && h.state === 'cut' ? 'count' : h.mine === 'in' && h.state === 'counted' ? 'verify' : null);

const NEXT: { readonly [state: string]: Label } = {
  preparing: ['领取备用金并参加班前例会；接班的人参加例会后等待交接', 'Draw the float and be briefed; who takes over is briefed and waits for the hand-over'],
  ready: ['备用金已领，请参加班前例会', 'The float is drawn; the briefing comes next'], open: ['当班中。下班前截账，截账后不再收款、开票', 'On duty. Cut before you leave; after that nothing is taken or issued'],
  cut: ['已截账，请清点', 'Cut; now count'], handed: ['已交接，等财务核对后下班', 'Handed over; sign out once finance has checked'], checked: ['财务已核对，可以下班', 'Finance has checked; you may sign out'],
  released: ['已临时放行，可以下班', 'Released provisionally; you may sign out'], sealed: ['已封存，可以下班', 'Sealed; you may sign out'],
};

function Way({ shift, onChange }: { readonly shift: DeskShift; onChange(): void }) {
  const { t } = useText();
  const register = useRegister('shift');
  const client = useQueryClient();
  const { history } = useRouter();
  const [key] = useState(newId);
  const [error, setError] = useState<unknown>(null);
  const open = async (path: string, values: object) => {
    setError(null);
    try {
      await api.post<Written>(path, { values }, { key });
      await client.invalidateQueries({ queryKey: keys.records('shift') });
      onChange();
    } catch (failure) { setError(failure); }
  };
  return (
    <section className="count-way" aria-label={t(['我的当班', 'My till shift'])}>
      <Go className="w-figure" href={recordHref('shift', shift.id)}>{shift.number}</Go> <StateTag register={register} state={shift.state} />
      <p>{t(NEXT[shift.state] ?? ['', ''])}</p>
      {shift.state === 'preparing' && shift.place === 'first' && shift.float === null && <Button type="primary" size="large" onClick={() => void open('/records/petty_float', {})}>{t(['申请备用金', 'Ask for the float'])}</Button>}
      {['preparing', 'ready'].includes(shift.state) && <Button size="large" onClick={() => history.push(`${recordHref('shift', shift.id)}?step=brief`)}>{t(['班前例会', 'Briefing'])}</Button>}
      {shift.state === 'open' && <Button type="primary" size="large" onClick={() => void open('/records/hand_over', {})}>{t(['截账', 'Cut'])}</Button>}
      {['checked', 'released', 'sealed'].includes(shift.state) && <Button type="primary" size="large" onClick={() => history.push(`${recordHref('shift', shift.id)}?step=sign_out`)}>{t(['下班', 'Sign out'])}</Button>}
      <RefusalNote error={error} />
    </section>
  );
}

function Paper({ h }: { readonly h: DeskHandOver }) {
  const { t } = useText();
  const register = useRegister('hand_over');
  return (
    <section className="count-way" aria-label={t(['交接', 'Hand-over'])}>
      <Go className="w-figure" href={recordHref('hand_over', h.id)}>{h.number}</Go> <StateTag register={register} state={h.state} />
      <p>{h.mine === 'out' ? t(['我的交接单', 'My hand-over']) : t([`${h.out} 交来`, `From ${h.out}`])}{h.night ? t(['（末班封存）', ' (to be sealed)']) : ''}</p>
    </section>
  );
}

function Counting({ h, step, onDone }: { readonly h: DeskHandOver; readonly step: 'count' | 'verify'; onDone(): void }) {
  const { t } = useText();
  const register = useRegister('hand_over');
  const name = `hand_over.${h.id}.${step}`;
  const ready = useKept(name);
  const page = useQuery({ queryKey: keys.record('hand_over', h.id), queryFn: () => api.get<RecordPage>(`/records/hand_over/${h.id}`) });
  const meta = register?.steps.find((s) => s.name === step);
  if (!register || !meta || !ready || page.isPending) return <Loading />;
  if (page.error) return <Failure error={page.error} onRetry={() => void page.refetch()} />;
  return (
    <>
      <p className="count-kept">{t(['随填随存在这台设备上，关机、断网都不会丢', 'Kept on this device as you type; neither a power cut nor a lost network loses it'])}</p>
      <StepForm register={register} step={meta} row={page.data.row} onDone={() => { forgetKept(name); onDone(); }} onCancel={onDone} />
    </>
  );
}
