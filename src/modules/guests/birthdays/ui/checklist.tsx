/**
 * One visit as a checklist, made for a phone at the door: what is done, what comes next with the words to say, and a large button for
 * it. Serves VIP-2.6, VIP-2.9 to VIP-2.12, AS-15.
 */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { StepMeta } from '../../../../kernel/api.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { later } from '../../../../web/widgets/later.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { stagesOf, type Stage } from './stages.rules.ts';
import './birthdays.css';

const StepDialog = later(async () => (await import('../../../../web/widgets/step-dialog.tsx')).StepDialog, null);

export function VisitChecklist({ register, page }: PanelProps) {
  const { t } = useText();
  const [open, setOpen] = useState<StepMeta | null>(null);
  const { row, titles } = page;
  const stages = stagesOf(row);
  const stepFor = (name: string) => register.steps.find((s) => s.name === name);
  const words = (name: string) => titles[String(row[name])] ?? '';
  return (
    <Section title={t(['到店流程', 'The visit'])}>
      {row['reservation_no'] ? (
        <p className="bd-reservation">
          <span className="bd-surname">{String(row['surname'])}</span>
          <span><small>{t(['预约号', 'Reservation'])}</small><b>{String(row['reservation_no'])}</b></span>
          {row['room'] ? <span><small>{t(['包厢', 'Room'])}</small><b>{words('room')}</b></span> : null}
        </p>
      ) : null}
      <ol className="bd-stages">
        {stages.map((stage) => (
          <StageLine key={stage.step} stage={stage} step={stepFor(stage.step)} allowed={page.steps.find((s) => s.name === stage.step)} onStep={setOpen} />
        ))}
      </ol>
      {row.state === 'id_failed' && <Alert type="warning" showIcon title={t(['证件未通过，不能入座；出生日期不同的由客服经理批准', 'The document was not accepted; a different date of birth needs the manager’s approval'])} />}
      {open && <StepDialog register={register} step={open} row={row} onDone={() => setOpen(null)} onCancel={() => setOpen(null)} />}
    </Section>
  );
}

const NAMES: { readonly [step: string]: readonly [string, string] } = {
  contact: ['联系会员', 'Call the member'], take_gift: ['领用礼品', 'Gift drawn'], notify: ['报服务部', 'Service department told'], hold_room: ['预留包厢', 'Room held'], track: ['跟踪到店', 'Followed up'],
  arrive: ['本人到店', 'Arrived in person'], check_id: ['核对证件', 'Document checked'], seat: ['带入包厢', 'Led to the room'], switch_on: ['开机', 'Room on'], give: ['赠送礼品、客人签收', 'Gift given and signed for'],
};

interface LineProps { readonly stage: Stage; readonly step: StepMeta | undefined; readonly allowed: { readonly blocked: readonly [string, string] | null } | undefined; onStep(step: StepMeta): void }
function StageLine({ stage, step, allowed, onStep }: LineProps) {
  const { t } = useText();
  const format = useFormat();
  const done = stage.at !== null && /^\d{4}-\d{2}-\d{2}T/.test(stage.at) ? format.dateTime(stage.at) : stage.at;
  return (
    <li data-standing={stage.standing} aria-current={stage.standing === 'now' ? 'step' : undefined}>
      <span className="bd-mark" aria-hidden>{{ done: '✓', now: '▸', ahead: '○', off: '–' }[stage.standing]}</span>
      <div>
        <b>{t(NAMES[stage.step] ?? [stage.step, stage.step])}</b>
        <span className="visually-hidden">{t({ done: ['已完成', 'done'], now: ['现在', 'now'], ahead: ['未到', 'to come'], off: ['不再进行', 'no longer'] }[stage.standing] as [string, string])}</span>
        {stage.standing === 'done' && <small>{[done, stage.by].filter(Boolean).join(' ')}</small>}
        {stage.standing === 'now' && step?.hint && <p className="bd-say">{t(step.hint)}</p>}
        {stage.standing === 'now' && step && allowed && <Button type="primary" size="large" disabled={allowed.blocked !== null} onClick={() => onStep(step)}>{t(step.label)}</Button>}
        {stage.standing === 'now' && allowed?.blocked && <small>{t(allowed.blocked)}</small>}
      </div>
    </li>
  );
}
