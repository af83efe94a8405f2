/** One guest at the desk: the stage, the words, and the next thing to do; the guest's own part happens on the screen turned to them. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { RecordPage, RegisterMeta, StepMeta } from '../../../../kernel/api.ts';
import type { ApplicationView, DeskView } from '../desk.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Failure, Loading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref, slipHref } from '../../../../web/widgets/go.tsx';
import { later } from '../../../../web/widgets/later.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import { GuestScreen } from './guest-screen.tsx';
import { Words } from './words.tsx';

const StepForm = later(async () => (await import('../../../../web/widgets/step-form.tsx')).StepForm);
const StepDialog = later(async () => (await import('../../../../web/widgets/step-dialog.tsx')).StepDialog, null);

/** What is next in each state, and what is said meanwhile. */
const NEXT = {
  introduced: { step: 'explain', words: 'join_explain', guest: false }, explained: { step: 'consent', words: 'join_data', guest: true }, consented: { step: 'fill_form', words: 'join_data', guest: true },
  form_filled: { step: 'sign_charter', words: 'join_charter', guest: true }, charter_signed: { step: 'pay', words: 'join_pay', guest: false },
  paid: { step: 'enter', words: 'join_pay', guest: false }, entered: { step: 'activate', words: 'join_done', guest: false },
} as const;
const STAGES = [['introduced', ['介绍', 'Told']], ['explained', ['说明', 'Explained']], ['consented', ['同意', 'Consent']], ['form_filled', ['填表', 'Form']], ['charter_signed', ['章程', 'Charter']], ['paid', ['收款', 'Paid']], ['entered', ['录入', 'Entered']], ['active', ['激活', 'Active']]] as const;

export function OneGuest({ id, desk, onChanged, onNext }: { readonly id: string; readonly desk: DeskView; onChanged(): void; onNext(): void }) {
  const { t } = useText();
  const register = useRegister('card_application');
  const view = useQuery({ queryKey: keys.query('joining_application', { id }), queryFn: () => api.get<ApplicationView | null>('/queries/joining_application', { params: { id } }), staleTime: 0 });
  const page = useQuery({ queryKey: keys.record('card_application', id), queryFn: () => api.get<RecordPage>(`/records/card_application/${id}`) });
  const [turned, setTurned] = useState(false);
  const [aside, setAside] = useState<string | null>(null);
  if (view.error || page.error) return <Failure error={view.error ?? page.error} />;
  if (!view.data || !page.data || !register) return <Loading />;
  const changed = () => { setAside(null); void view.refetch(); void page.refetch(); onChanged(); };
  const { state } = page.data.row;
  const next = NEXT[state as keyof typeof NEXT];
  const step = next && register.steps.find((s) => s.name === next.step);
  const mine = page.data.steps.some((s) => s.name === next?.step);
  return (
    <section className="joining-now" aria-label={t(['正在办理', 'Being served'])}>
      <header>
        <h2><Go href={recordHref('card_application', id)}>{view.data.number}</Go> {view.data.guest} <StateTag register={register} state={state} /></h2>
        {view.data.product && <span className="w-quiet">{view.data.product.name}</span>}
      </header>
      <Stages state={state} />
      {next && <Words words={state === 'declined' ? desk.scripts.join_declined : desk.scripts[next.words]} />}
      {state === 'declined' && <Words words={desk.scripts.join_declined} />}
      {state === 'active' && <Words words={desk.scripts.join_done} />}
      {!next ? <Finished view={view.data} onNext={onNext} />
        : next.guest ? <Turn blocked={page.data.steps.find((s) => s.name === next.step)?.blocked ?? null} state={state} onTurn={() => setTurned(true)} />
          : !mine || !step ? <Alert type="info" showIcon title={t(['这一步由贵宾中心办理，请把客人带到贵宾中心。', 'The VIP centre does this; please take the guest there.'])} />
            : <StepForm key={`${step.name}${page.data.row.version}`} register={register} step={step} row={page.data.row} onDone={changed} onCancel={onNext} />}
      <Others register={register} page={page.data} open={aside} onOpen={setAside} onDone={changed} />
      {turned && <GuestScreen view={view.data} register={register} page={page.data} onChanged={changed} onBack={() => { setTurned(false); changed(); }} />}
    </section>
  );
}

function Stages({ state }: { readonly state: string }) {
  const { t } = useText();
  const at = STAGES.findIndex(([name]) => name === state);
  return (
    <ol className="joining-stages" aria-label={t(['办理进度', 'Stage'])}>
      {STAGES.map(([name, label], i) => <li key={name} data-done={i <= at ? true : undefined} aria-current={i === at ? 'step' : undefined}>{t(label)}</li>)}
    </ol>
  );
}

function Turn({ blocked, state, onTurn }: { readonly blocked: readonly [string, string] | null; readonly state: string; onTurn(): void }) {
  const { t } = useText();
  const what = { explained: ['告知书与申请表', 'notice and form'], consented: ['申请表', 'form'], form_filled: ['会员章程', 'charter'] }[state] as readonly [string, string] | undefined;
  // The charter is shown by turning the screen, so that it was not shown yet holds nobody up here.
  const stops = state === 'form_filled' ? null : blocked;
  return (
    <div className="joining-turn">
      {stops && <Alert type="warning" showIcon title={t(stops)} />}
      <Button type="primary" size="large" disabled={stops !== null} onClick={onTurn}>{t([`把屏幕转给客人：${what?.[0] ?? ''}`, `Turn the screen to the guest: ${what?.[1] ?? ''}`])}</Button>
      <p className="w-quiet">{t(['客人看到的只有自己的内容，其他一概遮住。', 'The guest sees nothing but their own part.'])}</p>
    </div>
  );
}

function Finished({ view, onNext }: { readonly view: ApplicationView; onNext(): void }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <div className="joining-finished" role="status">
      {view.state === 'active' && <p>{t(['会员已生效', 'The membership is active'])}{view.change ? t([`，找零 ${format.money(view.change)}`, `; ${format.money(view.change)} in change`]) : ''}</p>}
      {view.slip && <Go className="w-as-button" href={slipHref(view.slip)}>{t(['打印单据', 'Print the slip'])}</Go>}
      {view.card && <Go className="w-as-button" href={recordHref('member_card', view.card)}>{t(['打开会员卡', 'Open the card'])}</Go>}
      <Button type="primary" onClick={onNext}>{t(['下一位', 'Next guest'])}</Button>
    </div>
  );
}

const ASIDE = ['decline', 'paper_form', 'withdraw', 'give_back'] as const;

/** What else may happen here: the guest declines, wants paper, steps back. */
function Others({ register, page, open, onOpen, onDone }: { readonly register: RegisterMeta; readonly page: RecordPage; readonly open: string | null; onOpen(step: string | null): void; onDone(): void }) {
  const { t } = useText();
  const possible = ASIDE.flatMap((name) => (page.steps.some((s) => s.name === name) ? register.steps.filter((s: StepMeta) => s.name === name) : []));
  const chosen = possible.find((s) => s.name === open);
  if (possible.length === 0) return null;
  return (
    <footer className="joining-others">
      {possible.map((s) => <Button key={s.name} danger={s.tone === 'danger'} onClick={() => onOpen(s.name)}>{t(s.label)}</Button>)}
      {chosen && <StepDialog register={register} step={chosen} row={page.row} onDone={onDone} onCancel={() => onOpen(null)} />}
    </footer>
  );
}
