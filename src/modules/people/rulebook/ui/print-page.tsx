/**
 * The rulebook as a book on A4 (守则打印稿): title page, contents by chapter, every clause with its level, ladder, dress by weekday, what was chosen and
 * by whom, how the company reads it, and a leaf to sign. In Chinese, in English or in both. Serves SM-1, CC-4.1.
 */
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Radio } from 'antd';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { HelpMark } from '../../../../web/shell/help-mark.tsx';
import { EmptyState, Loading } from '../../../../web/shell/page.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { CodeText } from '../queries.ts';
import './print.css';

type Tongue = 'zh' | 'en' | 'both';
const CHAPTERS: readonly (readonly [kind: string, label: Label, note: Label])[] = [
  ['rule', ['工作守则', 'Rules of conduct'], ['每一位同事在公司场所内都应遵守。', 'Binding for every colleague on company premises.']],
  ['offence', ['违纪与首犯级别', 'Offences and their first level'], ['所列为第一次违反时的级别；同类问题再次出现，提高一级。', 'The level stands for the first time; the same kind again is handled one level higher.']],
  ['fine', ['罚款与赔偿', 'Fines and compensation'], ['与处分是同一决定的两个后果，不重复处分。', 'A second effect of the same decision, never a second sanction.']],
  ['note', ['附注', 'Notes'], ['', '']],
];
const LADDER: readonly Label[] = [['Action', 'Action'], ['IIP（改进计划）', 'IIP (improvement plan)'], ['口头警告', 'Oral Warning'], ['书面警告', 'Written Warning'], ['开除', 'Dismissal']];

export function RulebookPrintPage() {
  const { t } = useText();
  const { history } = useRouter();
  const { version, lang } = useSearch({ strict: false }) as { readonly version?: string; readonly lang?: string };
  const tongue: Tongue = lang === 'en' || lang === 'both' ? lang : lang === 'zh' ? 'zh' : t(['zh', 'en']) === 'en' ? 'en' : 'zh';
  const params = version ? { version } : {};
  const code = useQuery({ queryKey: keys.query('rulebook_text', params), queryFn: () => api.get<CodeText>('/queries/rulebook_text', { params }), retry: false });
  const go = (next: Tongue) => history.push(`${location.pathname}?${new URLSearchParams({ ...(version ? { version } : {}), lang: next })}`);
  return (
    <div className="rp-page">
      <div className="rp-bar no-print">
        <h1 className="rp-title">{t(['守则打印稿', 'The printed code'])}</h1>
        <HelpMark />
        <Radio.Group value={tongue} onChange={(e) => go(e.target.value as Tongue)} optionType="button" options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }, { value: 'both', label: '中文 + English' }]} aria-label={t(['文字', 'Language'])} />
        <Button type="primary" onClick={() => window.print()} disabled={!code.data?.version}>{t(['打印', 'Print'])}</Button>
      </div>
      <RefusalNote error={code.error} />
      {code.isPending && <Loading />}
      {code.data && !code.data.version && <EmptyState title={t(['还没有公布的守则', 'No rulebook is published'])} text={t(['公布之后可以打印成册。', 'Once published it can be printed as a book.'])} />}
      {code.data?.version && <Book data={code.data} tongue={tongue} />}
    </div>
  );
}

function Book({ data, tongue }: { readonly data: CodeText; readonly tongue: Tongue }) {
  const format = useFormat();
  const { version } = data;
  const say = ([zh, en]: Label) => (tongue === 'zh' ? zh : tongue === 'en' ? en : `${zh} ${en}`);
  const chapters = CHAPTERS.map(([kind, label, note]) => ({ kind, label, note, clauses: data.clauses.filter((one) => one.kind === kind) })).filter((one) => one.clauses.length > 0);
  return (
    <article className="rp-book" lang={tongue === 'en' ? 'en' : 'zh-CN'} data-tongue={tongue}>
      <header className="rp-cover">
        <h2>{tongue === 'en' ? 'Code of conduct' : version!.title}</h2>
        {tongue === 'both' && <p>Code of conduct</p>}
        <p>{say(['版本', 'Version'])} {version!.no}</p>
        <p>{version!.effective_from ? `${say(['自', 'In force from'])} ${format.date(version!.effective_from)}${tongue === 'zh' ? ' 起生效' : ''}` : say(['草稿，尚未生效', 'Draft, not in force'])}</p>
        <ol className="rp-contents">{chapters.map((one, index) => <li key={one.kind}><span>{index + 1}</span> {say(one.label)} <i>{one.clauses.length} {say(['条', 'clauses'])}</i></li>)}</ol>
      </header>
      <section>
        <h3>{say(['处分阶梯', 'The ladder'])}</h3>
        <ol className="rp-ladder">{LADDER.map((level) => <li key={level[1]}>{say(level)}</li>)}</ol>
      </section>
      {chapters.map((chapter, index) => (
        <section key={chapter.kind}>
          <h3>{index + 1}. {say(chapter.label)}</h3>
          {chapter.note[0] && <p className="rp-note">{say(chapter.note)}</p>}
          <dl className="rp-clauses">
            {chapter.clauses.map((one) => (
              <div key={one.code}>
                <dt>{one.code}</dt>
                <dd>
                  {tongue !== 'en' && <p lang="zh-CN">{one.text[0]}</p>}
                  {tongue !== 'zh' && <p lang="en">{one.text[1]}</p>}
                  {one.level && <small>{say(['首犯', 'First offence'])}{tongue === 'zh' ? '：' : ': '}{say(one.level)}{one.grade && `（${say(one.grade)}）`}</small>}
                  {one.sanctions.length > 0 && <small>{say(['处分见', 'Sanctioned by'])} {one.sanctions.join(' ')}</small>}
                  {data.interpretations.filter((note) => note.clause === one.code).map((note) => <small key={note.id}>{say(['解释', 'Interpretation'])}{tongue === 'zh' ? '：' : ': '}{say(note.text)}</small>)}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {data.choices.length > 0 && (
        <section>
          <h3>{chapters.length + 1}. {say(['本版选定的事项', 'What this version decides'])}</h3>
          <table className="rp-table">
            <thead><tr><th scope="col">{say(['事项', 'Question'])}</th><th scope="col">{say(['选定', 'Chosen'])}</th><th scope="col">{say(['谁、何时', 'Who and when'])}</th></tr></thead>
            <tbody>{data.choices.map((one) => <tr key={one.label[1] + one.at}><td>{say(one.label)}</td><td>{say(one.said)}</td><td>{one.by} {format.date(one.at)}</td></tr>)}</tbody>
          </table>
        </section>
      )}
      <footer className="rp-sign">
        <p>{say(['本人已收到并阅读本守则，知道其内容和后果。', 'I have received and read this code and know its content and consequences.'])}</p>
        <div><span>{say(['姓名', 'Name'])}</span><span>{say(['签名', 'Signature'])}</span><span>{say(['日期', 'Date'])}</span></div>
      </footer>
    </article>
  );
}
