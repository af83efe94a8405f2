/** Setting out, the safety check, arriving: each told to the centre at once when there is a network, and kept with the clock of the phone. */
import { useFormat, useText } from '../../../../../web/i18n/index.tsx';
import type { Outgoing } from '../../../../../web/offline/outbox.rules.ts';
import type { Answer } from '../../document.rules.ts';
import { Choice, Section } from './parts.tsx';
import { note, opening } from './sending.ts';
import type { PartProps } from './visit.tsx';

/** A moment the server will not take for the future: both clocks are only known to a second or so. */
const serverMoment = (deviceAt: string, offset: number | null): string => new Date(Date.parse(deviceAt) + (offset ?? 0) - 2_000).toISOString();

export function Arrival({ draft, phone, change }: PartProps) {
  const { t } = useText();
  const format = useFormat();
  const unsafe = Object.values(draft.safety).includes('missing');
  const answered = (phone.day?.safety ?? []).every((s) => draft.safety[s.item]);
  const tell = (items: readonly Outgoing[]) => void phone.outbox?.add(items);
  const depart = () => {
    const at = new Date().toISOString();
    change({ departedAt: at });
    tell([opening(draft, at), note(draft, 'depart', draft.keys.depart, 1, at, { at: serverMoment(at, phone.offset) })]);
  };
  const arrive = () => {
    const at = new Date().toISOString();
    change({ arrivedAt: at });
    tell([
      opening(draft, at), note(draft, 'check_safety', draft.keys.safety, 2, at, { ...draft.safety, at: serverMoment(at, phone.offset) }),
      note(draft, 'arrive', draft.keys.arrive, 3, at, { at: serverMoment(at, phone.offset) }),
    ]);
  };
  return (
    <Section id="arrival" title={t(['出发与到场', 'On the way'])} done={draft.arrivedAt !== null}>
      <div className="moments">
        {draft.departedAt ? <p>{t(['出发', 'Set out'])} <time>{format.time(draft.departedAt)}</time></p> : <button type="button" disabled={draft.arrivedAt !== null} onClick={depart}>{t(['出发', 'Set out'])}</button>}
        {draft.arrivedAt ? <p>{t(['到场', 'Arrived'])} <time>{format.time(draft.arrivedAt)}</time></p> : <button type="button" disabled={!answered || unsafe} onClick={arrive} aria-describedby="arrive-hint">{t(['到场开工', 'Arrive and start'])}</button>}
      </div>
      {!draft.arrivedAt && <small id="arrive-hint" className="soft">{t(['先做完安全检查，再登记到场开工', 'The safety check comes before work'])}</small>}
    </Section>
  );
}

export function SafetyCheck({ draft, phone, change }: PartProps) {
  const { t } = useText();
  const list = phone.day?.safety ?? [];
  const answers = phone.day?.answers ?? [];
  const done = list.every((s) => draft.safety[s.item] && draft.safety[s.item] !== 'missing');
  const fixed = draft.arrivedAt !== null;
  return (
    <Section id="safety" title={t(['安全检查', 'Safety check'])} done={done} note={`${list.filter((s) => draft.safety[s.item]).length} / ${list.length}`}>
      <ul className="checks">
        {list.map((s) => (
          <li key={s.item}>
            <span id={`safety-${s.item}`}>{t(s.label)}</span>
            <Choice label={t(s.label)} value={draft.safety[s.item]} disabled={fixed}
              options={answers.map((a) => [a.answer as Answer, t(a.label), a.answer === 'missing' ? 'cinnabar' : a.answer === 'ok' ? 'bamboo' : 'grey'] as const)}
              onChange={(answer) => change({ safety: { ...draft.safety, [s.item]: answer } })} />
          </li>
        ))}
      </ul>
      {Object.values(draft.safety).includes('missing') && <p className="problem" role="alert">{t(['有不具备的条件，不得开工。落实后改选“已具备”。', 'Something is missing: no work until it is put right.'])}</p>}
    </Section>
  );
}
