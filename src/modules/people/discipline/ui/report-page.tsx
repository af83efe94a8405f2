/**
 * Reporting a breach in under a minute (报告违纪): who, which clause, what happened. The rest is asked only where the clause hangs on it.
 * Beside the form stands what the person was served so far. Serves SM-2, CC-0.1, CG-11, CG-12, CG-30.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { FieldMeta, Written } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { FieldForm } from '../../../../web/widgets/field-form.tsx';
import { recordHref } from '../../../../web/widgets/go.tsx';
import { inputFrom } from '../../../../web/widgets/step-form.tsx';
import type { PersonRecord } from '../queries.ts';
import { Chosen, useCitable } from './citing.tsx';
import { RecordOf } from './record-of.tsx';
import './discipline.css';

const ALWAYS = ['employee', 'clause', 'occurred_at', 'zone', 'grade', 'description', 'damage', 'evidence'];
const FOR: { readonly [clause: string]: readonly string[] } = {
  'CC-ORAL-2': ['absence_consecutive', 'absence_in_month'], 'CC-DIS-6': ['absence_consecutive', 'absence_in_month'], 'CC-ORAL-6': ['away_minutes', 'away_covered'], 'CC-ORAL-13': ['urgent_call'],
  'CC-ORAL-12': ['especially_serious'], 'CC-DIS-8': ['especially_serious'],
};

export function ReportBreachPage() {
  const { t } = useText();
  const { history } = useRouter();
  const client = useQueryClient();
  const meta = useRegister('incident');
  const [opened] = useState(() => new Date());
  const [chosen, setChosen] = useState<{ readonly [name: string]: string }>({});
  const tell = useCallback((name: string, value: string) => setChosen((before) => (before[name] === value ? before : { ...before, [name]: value })), []);
  const employee = chosen['employee'] ?? '';
  const person = usePerson(employee);
  const clause = useCitable().data?.clauses.find((one) => one.code === chosen['clause']);
  if (!meta?.mayCreate) return <EmptyState title={t(['您的岗位不报告违纪', 'Your post does not report breaches'])} />;
  const wanted = [...ALWAYS, ...(FOR[chosen['clause'] ?? ''] ?? []), 'scope_reason', ...(clause && clause.kind !== 'offence' ? ['analogy_to'] : []), 'also_clauses'];
  const fields = wanted.flatMap((name): FieldMeta[] => meta.fields.filter((field) => field.name === name));
  return (
    <div className="dc-report">
      <PageHeading title={t(['报告违纪', 'Report a breach'])} note={t(['报告之后由与您无关的人听取和决定', 'Somebody else hears the person and decides'])} />
      <div className="dc-report-body">
        <Chosen value={tell}>
          <FieldForm scope="incident" name="incident.report" fields={fields} initial={{ occurred_at: opened.toISOString(), zone: 'work-area', grade: 'ordinary' }} submitText={['报告', 'Report']} onCancel={() => history.push('/r/incident')}
            submit={async ({ values, key }) => {
              const unit = person.data?.employee?.unit_id;
              const written = await api.post<Written>('/records/incident', { values: { ...inputFrom(fields.map((field) => field.name), values), ...(unit ? { unit_id: unit } : {}) } }, { key });
              void client.invalidateQueries({ queryKey: keys.records('incident') });
              history.push(recordHref('incident', written.id));
            }}>
            {clause && <p className="w-hint">{clause.code} {t(clause.text)}{clause.level && <> · {t(['首犯', 'first offence'])} {t(clause.level)}</>}</p>}
          </FieldForm>
        </Chosen>
        <aside>{employee && <RecordOf employee={employee} />}</aside>
      </div>
    </div>
  );
}

function usePerson(employee: string) {
  return useQuery({ queryKey: keys.query('discipline_record', { employee }), queryFn: () => api.get<PersonRecord>('/queries/discipline_record', { params: { employee } }), enabled: employee !== '', retry: false });
}
