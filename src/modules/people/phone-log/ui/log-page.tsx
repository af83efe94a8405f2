/**
 * The telephone log (电话日志): send a file, see what came of it line by line, and say who is behind names nobody has claimed.
 * Serves CC-5.2a, AC-07, section 7.1 trap 2.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import type { Label, Written } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { LogPage, UnknownAgent } from '../queries.ts';
import './phone-log.css';

export function PhoneLogDesk() {
  const { t } = useText();
  const page = useQuery({ queryKey: keys.query('phone_log_page', {}), retry: false, queryFn: () => api.get<LogPage>('/queries/phone_log_page', { params: {} }) });
  const data = page.data;
  return (
    <div className="pl">
      <PageHeading title={t(['电话日志', 'Telephone log'])} note={t(['只增不改；每条事件带文件与位置', 'Only ever added to; each event carries its file and place'])} />
      <RefusalNote error={page.error} />
      {page.isPending && <Loading />}
      {data?.sources.length === 0 && <EmptyState title={t(['还没有电话来源', 'No telephone source yet'])} text={t(['先登记电话系统与文件格式。', 'First say which telephone system it is and what its files look like.'])}><Go className="primary-link" href="/r/phone_source/new">{t(['登记来源', 'Add a source'])}</Go></EmptyState>}
      {data && data.sources.length > 0 && <><Send sources={data.sources} /><Unclaimed agents={data.unknownAgents} /><Sources page={data} /><Imports page={data} /></>}
    </div>
  );
}

interface Done { readonly id: string }

function Send({ sources }: Pick<LogPage, 'sources'>) {
  const { t } = useText();
  const client = useQueryClient();
  const may = useRegister('phone_source')?.mayCreate;
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState(sources[0]!.id);
  const [state, setState] = useState<{ readonly busy: string | null; readonly error: unknown; readonly done: string | null }>({ busy: null, error: null, done: null });
  if (!may) return null;
  const send = async (file: File) => {
    setState({ busy: file.name, error: null, done: null });
    const form = new FormData();
    form.append('file', file, file.name);
    try {
      const { id } = await api.send<Done>(`/received/phone_log?values=${encodeURIComponent(JSON.stringify({ source }))}`, form);
      setState({ busy: null, error: null, done: id });
    } catch (error) {
      setState({ busy: null, error, done: null });
    }
    void client.invalidateQueries({ queryKey: ['queries'] });
  };
  return (
    <Section title={t(['送入文件', 'Send a file'])}>
      <form className="pl-send" onSubmit={(e) => { e.preventDefault(); input.current?.click(); }}>
        <label className="pl-source"><span>{t(['来源', 'Source'])}</span>
          <Select aria-label={t(['来源', 'Source'])} value={source} onChange={setSource} options={sources.map((s) => ({ value: s.id, label: s.name }))} />
        </label>
        <input ref={input} type="file" className="visually-hidden" tabIndex={-1} aria-label={t(['日志文件', 'Log file'])} onChange={(e) => { const file = e.target.files?.[0]; e.target.value = ''; if (file) void send(file); }} />
        <Button type="primary" htmlType="submit" loading={state.busy !== null}>{state.busy === null ? t(['选择文件并读入', 'Choose a file and read it']) : t(fill(['正在读入 {name}', 'Reading {name}'], { name: state.busy }))}</Button>
        <small>{t(['同一文件可以重复送入；轮转的、压缩的（.gz）、截取的都认得', 'The same file may be sent again; rotated, zipped (.gz) and cut copies are recognised'])}</small>
      </form>
      <RefusalNote error={state.error} />
      {state.done && <Result id={state.done} />}
    </Section>
  );
}

/** What came of the file just sent, from its record. */
function Result({ id }: Done) {
  const { t } = useText();
  const page = useQuery({ queryKey: keys.query('phone_log_page', {}), queryFn: () => api.get<LogPage>('/queries/phone_log_page', { params: {} }) });
  const one = page.data?.imports.find((i) => i.id === id);
  if (!one) return null;
  return (
    <div className="pl-result" role="status" data-ok={one.malformed + one.unknown === 0}>
      <p><b>{one.file_name}</b> <Counts of={one} /> <Go href={recordHref('phone_import', one.id)}>{one.number}</Go></p>
      {one.problems && <ul>{t([one.problems, one.problems_en ?? one.problems]).split('\n').map((line, i) => <li key={i}>{line}</li>)}</ul>}
      {one.stored === 0 && one.repeated > 0 && <p>{t(['全部记录此前已在，没有改变任何结果。', 'Every record was known already; no result changed.'])}</p>}
    </div>
  );
}

function Counts({ of }: { readonly of: LogPage['imports'][number] }) {
  const { t } = useText();
  const format = useFormat();
  const parts: readonly (readonly [Label, number, boolean])[] = [[['行', 'lines'], of.lines, true], [['新存', 'stored'], of.stored, true], [['已有', 'known'], of.repeated, of.repeated > 0], [['不认识', 'unknown'], of.unknown, of.unknown > 0], [['读不出', 'unreadable'], of.malformed, of.malformed > 0]];
  return <span className="pl-counts">{parts.filter(([, , shown]) => shown).map(([label, n]) => <span key={label[1]}>{t(label)} <b>{format.number(n)}</b></span>)}</span>;
}

function Unclaimed({ agents }: { readonly agents: readonly UnknownAgent[] }) {
  const { t } = useText();
  const format = useFormat();
  if (agents.length === 0) return null;
  return (
    <Section title={t(['无人认领的写法', 'Names nobody has claimed'])}>
      <p className="w-quiet">{t(['这些写法的记录还不算任何人的考勤。', 'Records under these names count for nobody’s attendance yet.'])}</p>
      <ul className="pl-unclaimed">
        {agents.map((a) => (
          <li key={`${a.source} ${a.agent}`}>
            <code>{a.agent}</code><small>{a.source} · {format.dateTime(a.first_at)} – {format.dateTime(a.last_at)}</small>
            <Claim agent={a} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Claim({ agent }: { readonly agent: UnknownAgent }) {
  const { t } = useText();
  const client = useQueryClient();
  const may = useRegister('agent_alias')?.mayCreate;
  const [error, setError] = useState<unknown>(null);
  const { suggestion } = agent;
  if (!may) return null;
  const other = <Go href={`/r/agent_alias/new?alias=${encodeURIComponent(agent.agent)}`}>{t(['指定员工', 'Say who'])}</Go>;
  if (!suggestion) return other;
  const claim = () => {
    setError(null);
    api.post<Written>('/records/agent_alias', { values: { alias: agent.agent, employee: suggestion.id, valid_from: agent.first_at.slice(0, 10) } }).then(() => client.invalidateQueries({ queryKey: ['queries'] }), setError);
  };
  return <span className="pl-claim"><Button size="small" onClick={claim}>{t(fill(['是 {no} {name}', 'Is {no} {name}'], { no: suggestion.staff_no, name: suggestion.name }))}</Button>{other}<RefusalNote error={error} /></span>;
}

function Sources({ page }: { readonly page: LogPage }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Section title={t(['来源', 'Sources'])} extra={<Go href="/r/phone_source">{t(['管理来源', 'Manage sources'])}</Go>}>
      <div className="w-scroll" tabIndex={0} role="region" aria-label={t(['来源', 'Sources'])}>
        <table className="w-report">
          <thead><tr><th scope="col">{t(['名称', 'Name'])}</th><th scope="col">{t(['监看文件夹', 'Watched folder'])}</th><th scope="col" className="w-num">{t(['文件', 'Files'])}</th><th scope="col">{t(['最近事件', 'Latest event'])}</th></tr></thead>
          <tbody>{page.sources.map((s) => <tr key={s.id}><th scope="row"><Go href={recordHref('phone_source', s.id)}>{s.name}</Go></th><td>{s.folder ?? '—'}</td><td className="w-num">{format.number(s.files)}</td><td>{s.last_event_at ? format.dateTime(s.last_event_at) : '—'}</td></tr>)}</tbody>
        </table>
      </div>
    </Section>
  );
}

function Imports({ page }: { readonly page: LogPage }) {
  const { t } = useText();
  const format = useFormat();
  if (page.imports.length === 0) return null;
  return (
    <Section quiet title={t(['最近的导入', 'Latest imports'])} extra={<Go href="/r/phone_import">{t(['全部', 'All'])}</Go>}>
      <ul className="pl-imports">
        {page.imports.map((i) => (
          <li key={i.id}><Go href={recordHref('phone_import', i.id)}>{i.file_name}</Go><small>{format.dateTime(i.at)} · {t(i.how === 'upload' ? ['上传', 'uploaded'] : ['监看文件夹', 'watched folder'])}</small><Counts of={i} /></li>
        ))}
      </ul>
    </Section>
  );
}
