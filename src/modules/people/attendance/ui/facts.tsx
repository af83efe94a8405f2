/** What a day comes to, in words (一天的结果): times, marks, adherence; label of the code and pay side by side and never mixed. Serves CG-13, AC-06. */
import { localParts } from '../../../../kernel/calendar/zone.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import type { DayLine } from '../queries.ts';
import { minutes, OUTCOMES, PAYS, PRINTED } from './words.ts';

export function Facts({ line }: { readonly line: DayLine }) {
  const { t, lang } = useText();
  const format = useFormat();
  const time = (ms: number | null) => (ms === null ? '—' : clock(ms, format.zone));
  const outcome = line.record?.outcome ?? line.outcome;
  const pay = line.record?.pay ? PAYS[line.record.pay] : undefined;
  return (
    <div className="at-facts">
      <p className="at-main"><span className="at-tag" data-outcome={outcome}>{t(OUTCOMES[outcome] ?? ['', ''])}{line.record?.leave ? ` ${line.record.leave}` : ''}</span><span className="at-times">{time(line.signIn)} – {line.flags.includes('still_open') ? t(['在岗', 'there']) : time(line.signOut)}</span>
        {line.adherence !== null && <span title={t(['遵守率', 'Adherence'])}>{t(['遵守', 'Adh.'])} <b>{line.adherence.toFixed(2)}%</b>{line.authorised !== null && <small> {t(['计入核准', 'authorised'])} {line.authorised.toFixed(2)}%</small>}</span>}
        {line.conformance !== null && outcome !== 'planned' && <span title={t(['符合率；括号内限于班内', 'Conformance; in the shift in brackets'])}>{t(['符合', 'Conf.'])} {line.conformance.toFixed(2)}%<small> ({line.conformanceInShift?.toFixed(2)}%)</small></span>}
      </p>
      <p className="at-more">
        {line.lateS > 0 && <span data-alarm>{t(['迟到', 'late'])} {minutes(line.lateS, lang)}</span>}
        {line.earlyS > 0 && <span data-alarm>{t(['早退', 'left early'])} {minutes(line.earlyS, lang)}</span>}
        {line.readyGapS > 0 && line.lateS === 0 && <span>{t(['上线前 5 分钟未到位，差', 'not ready 5 min before, by'])} {minutes(line.readyGapS, lang)}</span>}
        {line.printed.map((p) => <span key={p} className="at-printed">{t(PRINTED[p] ?? ['', ''])}</span>)}
        {line.evidenceFrom !== null && line.signIn === null && <span>{t(['证据', 'evidence'])} {time(line.evidenceFrom)}–{time(line.evidenceTo)}</span>}
        {line.calls > 0 && <span>{t(fill(['通话 {n} 次 {talk}', '{n} calls, {talk}'], { n: String(line.calls), talk: minutes(line.talkS, lang) }))}</span>}
        {line.exceptionS !== null && line.exceptionS > 0 && <span>{t(['偏离', 'off plan'])} {format.number(line.exceptionS)} {t(['秒', 's'])}</span>}
        {line.flags.includes('signed_in_on_leave') && <span data-alarm>{t(['假中有签到', 'signed in while on leave'])}</span>}
        {line.flags.includes('restart') && <span>{t(['电话系统重启过', 'telephone restarted'])}</span>}
        {pay && t(pay) !== '' && <span>{t(pay)}{line.record && line.record.payMinutes > 0 ? ` ${format.number(line.record.payMinutes)} ${t(['分钟', 'min'])}` : ''}</span>}
        {line.correction && <Go href={recordHref('punch_correction', line.correction.id)}>{t(['补签', 'Correction'])} {line.correction.number}</Go>}
      </p>
    </div>
  );
}

/** With seconds: an argument about one minute is settled by them. */
function clock(ms: number, zone: string): string {
  const { time, second } = localParts(new Date(ms), zone);
  return `${time}:${String(second).padStart(2, '0')}`;
}
