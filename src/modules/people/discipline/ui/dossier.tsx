/** A case as one can read it: the evidence, how it was decided and decided again, what fell with a decision, and the way to an appeal. Serves SM-2, SM-3. */
import { useQuery } from '@tanstack/react-query';
import type { Label, Row } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import type { DecisionLine, Dossier as File, EvidenceLine, FallenLine } from '../dossier.ts';

const asJson = (value: string) => encodeURIComponent(JSON.stringify(value));

/** The person concerned has no part in it: the query refuses, and nothing is shown. */
export function Dossier({ incident, state }: { readonly incident: string; readonly state: string }) {
  const { t } = useText();
  const mayAdd = useRegister('case_evidence')?.mayCreate === true;
  const file = useQuery({ queryKey: keys.query('case_dossier', { incident, state }), queryFn: () => api.get<File>('/queries/case_dossier', { params: { incident } }), retry: false });
  if (!file.data) return null;
  const { evidence, decisions, fallen, open } = file.data;
  return (
    <>
      <Section title={t(fill(['证据（{n}）', 'Evidence ({n})'], { n: evidence.length }))}>
        {evidence.length === 0 && <p className="w-quiet">{t(['还没有证据在案；口头警告及以上须有证据。', 'Nothing on file yet; an Oral Warning and above needs evidence.'])}</p>}
        <ul className="dc-evidence">{evidence.map((one) => <Piece key={one.id} one={one} />)}</ul>
        {open && mayAdd && <p className="no-print"><Go className="w-as-button" href={`/r/case_evidence/new?incident=${asJson(incident)}`}>{t(['补充证据', 'Add evidence'])}</Go></p>}
      </Section>
      {decisions.length > 0 && <Section title={t(['决定', 'Decisions'])}><Decisions decisions={decisions} /></Section>}
      <Cascade fallen={fallen} />
    </>
  );
}

function Piece({ one }: { readonly one: EvidenceLine }) {
  const { t } = useText();
  return (
    <li data-aside={one.set_aside !== null}>
      <span className="dc-kind">{t(one.kind)}</span>
      <div>
        <Go href={recordHref('case_evidence', one.id)}>{one.shows}</Go>
        {one.words && <p>{one.words}</p>}
        <small>{[one.number, one.witness && t([`证人 ${one.witness}`, `witness ${one.witness}`]), one.call_id, one.files > 0 && t([`${one.files} 个文件`, `${one.files} files`]), one.brought_by].filter(Boolean).join(' · ')}</small>
        {one.set_aside && <small className="dc-differs">{t([`不采纳：${one.set_aside}`, `Set aside: ${one.set_aside}`])}</small>}
      </div>
    </li>
  );
}

function Decisions({ decisions }: { readonly decisions: readonly DecisionLine[] }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('sanction');
  return (
    <ol className="dc-decisions">
      {decisions.map((one) => (
        <li key={one.id}>
          <span><Go href={recordHref('sanction', one.id)}>{one.number}</Go> <b>{t(one.level)}</b> <StateTag register={register} state={one.state} /></span>
          <small>
            {one.decided_by} · {format.date(one.decided_on)}
            {one.second_approver && ` · ${t([`第二批准人 ${one.second_approver}`, `second approver ${one.second_approver}`])}`}
            {one.served_on && ` · ${t(['送达', 'served'])} ${format.date(one.served_on)}`}{one.in_force_to && ` · ${t(['效力至', 'in force to'])} ${format.date(one.in_force_to)}`}
          </small>
          {one.change_reason && <p>{one.change_reason}</p>}
        </li>
      ))}
    </ol>
  );
}

export function CascadeOf({ sanction }: { readonly sanction: string }) {
  const fallen = useQuery({ queryKey: keys.query('sanction_cascade', { sanction }), queryFn: () => api.get<readonly FallenLine[]>('/queries/sanction_cascade', { params: { sanction } }), retry: false });
  return fallen.data ? <Cascade fallen={fallen.data} /> : null;
}

const BECAME: { readonly [state: string]: Label } = { open: ['待重新决定', 'to be decided anew'], unchanged: ['结果不变', 'holds as it was'], decided: ['已重新决定', 'decided anew'], lapsed: ['不再处分', 'no sanction any more'] };

/** Level by level, each under the one it was built on. */
export function Cascade({ fallen }: { readonly fallen: readonly FallenLine[] }) {
  const { t } = useText();
  if (fallen.length === 0) return null;
  return (
    <Section title={t(fill(['以它为依据的处分（{n}）', 'Built on it ({n})'], { n: fallen.length }))}>
      <ol className="dc-cascade">
        {fallen.map((one) => (
          <li key={one.id} data-state={one.state} style={{ marginInlineStart: `${(one.depth - 1) * 28}px` }}>
            <span className="dc-depth">{t(fill(['第 {n} 层', 'Level {n}'], { n: one.depth }))}</span>
            <Go href={recordHref('incident', one.incident.id)}>{one.sanction.number}</Go>
            <span>{t(one.was)} → <b>{one.comes_to ? t(one.comes_to) : t(['不再处分', 'no sanction'])}</b></span>
            <small>{t(['依据', 'built on'])} {one.because}</small>
            <em>{t(BECAME[one.state] ?? [one.state, one.state])}{one.now && <> <Go href={recordHref('sanction', one.now.id)}>{one.now.number}</Go></>}</em>
          </li>
        ))}
      </ol>
      <p className="w-note">{t(['重新计算不加重；原决定都保留可查。', 'Computing again never makes it heavier; the old decisions all stay on record.'])}</p>
    </Section>
  );
}

/** Only where an appeal may be filed. */
export function Appealing({ row }: { readonly row: Row }) {
  const { t } = useText();
  const mayFile = useRegister('appeal')?.mayCreate === true;
  if (!mayFile || !['in_force', 'consumed', 'expired'].includes(row.state)) return null;
  return <p className="dc-next no-print">{t(['不服这个处分，可在送达后 5 个工作日内申诉。', 'Whoever disagrees may appeal within 5 working days of service.'])} <Go className="w-as-button" href={`/r/appeal/new?sanction=${asJson(String(row.id))}`}>{t(['提出申诉', 'Appeal'])}</Go></p>;
}
