/** The code in force (守则全文), for everybody: searched by words, levels and codes; with how the company reads it and what it chose. Serves CC-EFF-1, CC-EFF-2. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { Go } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { CodeText } from '../queries.ts';
import { Comments } from './comments.tsx';
import './rulebook.css';

const KINDS: readonly (readonly [kind: string, label: Label])[] = [
  ['rule', ['规定', 'Rules']], ['offence', ['违纪与首犯级别', 'Offences and their first level']], ['fine', ['罚款与赔偿', 'Fines and compensation']], ['note', ['说明', 'Notes']],
];

export function CodePage() {
  const { t } = useText();
  const { history } = useRouter();
  const format = useFormat();
  const { version } = useSearch({ strict: false }) as { readonly version?: string };
  const params = version ? { version } : {};
  const [q, setQ] = useState('');
  const code = useQuery({ queryKey: keys.query('rulebook_text', params), queryFn: () => api.get<CodeText>('/queries/rulebook_text', { params }), placeholderData: keepPreviousData, retry: false });
  const data = code.data;
  const from = data?.version?.effective_from;
  return (
    <div className="rb-code-page">
      <PageHeading title={t(['守则全文', 'The code'])} note={data?.version ? `${data.version.title} ${data.version.no}${from ? t([`，自 ${format.date(from)} 起生效`, `, in force from ${format.date(from)}`]) : ''}` : undefined}>
        <Input.Search allowClear className="rb-search" aria-label={t(['查找条文', 'Find in the code'])} placeholder={t(['查找条文、级别、编号', 'Words, level or code'])} onChange={(e) => setQ(e.target.value.trim().toLowerCase())} />
        {data && data.versions.length > 1 && <Select aria-label={t(['版本', 'Version'])} className="rb-versions" value={data.version?.id ?? null} options={data.versions.map((one) => ({ value: one.id, label: `${one.no} ${one.title}` }))} onChange={(id: string) => history.push(`${location.pathname}?version=${id}`)} />}
      </PageHeading>
      <RefusalNote error={code.error} />
      {code.isPending && <Loading />}
      {data && !data.version && <EmptyState title={t(['还没有公布的守则', 'No rulebook is published'])} text={t(['公布之后，所有人都在这里查阅。', 'Once published, everybody reads it here.'])} />}
      {data?.version && <p className="rb-sum no-print"><Go href={`/p/rulebook/print?version=${data.version.id}`}>{t(['打印成册', 'Print as a book'])}</Go><Go href={`/p/rulebook/signing?version=${data.version.id}`}>{t(['签收', 'Signing'])}</Go></p>}
      {data?.version && <Comments data={data} />}
      {data?.version && <Text data={data} q={q} />}
    </div>
  );
}

function Text({ data, q }: { readonly data: CodeText; readonly q: string }) {
  const { t } = useText();
  const format = useFormat();
  const found = data.clauses.filter((one) => q === '' || [one.code, ...one.text, ...(one.level ?? []), one.family ?? ''].some((text) => text.toLowerCase().includes(q)));
  return (
    <>
      {found.length === 0 && <p className="w-quiet" role="status">{t(['没有这样的条文', 'No such clause'])}</p>}
      {KINDS.map(([kind, label]) => {
        const clauses = found.filter((one) => one.kind === kind);
        return clauses.length === 0 ? null : (
          <Section key={kind} title={`${t(label)} (${clauses.length})`}>
            <dl className="rb-text">
              {clauses.map((one) => (
                <div key={one.code} id={one.code}>
                  <dt>{one.code}</dt>
                  <dd>
                    {t(one.text)}
                    {one.level && <span className="rb-level">{t(one.level)}{one.grade && ` · ${t(one.grade)}`}</span>}
                    {one.sanctions.length > 0 && <small>{t(['处分：', 'Sanctioned by '])}{one.sanctions.join(t(['、', ', ']))}</small>}
                    {data.interpretations.filter((note) => note.clause === one.code).map((note) => <small key={note.id}>{t(['解释：', 'Interpretation: '])}{t(note.text)}（{note.by}，{format.date(note.from)}）</small>)}
                  </dd>
                </div>
              ))}
            </dl>
          </Section>
        );
      })}
      {q === '' && data.choices.length > 0 && (
        <details className="rb-more">
          <summary>{t([`本版选定的事项 ${data.choices.length} 项`, `${data.choices.length} questions answered in this version`])}</summary>
          <ul>{data.choices.map((one) => <li key={one.label[1] + one.at}>{t([`${one.label[0]}：${one.said[0]}`, `${one.label[1]}: ${one.said[1]}`])} <span className="w-quiet">{one.by} · {format.date(one.at)} — {one.reason}</span></li>)}</ul>
        </details>
      )}
    </>
  );
}
