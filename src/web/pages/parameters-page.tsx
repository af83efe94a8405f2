/**
 * The figures and choices of the organisation's own rules, each dated, with its history; and the open questions of the
 * rulebook: what is open, what it blocks, what is suggested and why, and who answered.
 */
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import type { Label, ParameterRow } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { PageTitle, useTitle } from '../shell/page.tsx';
import { textOf } from '../widgets/index.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { TabLinks } from '../widgets/tab-links.tsx';
import { isEmpty } from '../widgets/widget.ts';
import { ParameterAnswer } from './parameters-answer.tsx';
import './record-side.css';

export function ParametersPage() {
  const { t } = useText();
  const title = t(words.shell.parameters);
  useTitle(title);
  const { tab } = useSearch({ strict: false }) as { tab?: string };
  const parameters = useQuery({ queryKey: ['parameters'], queryFn: () => api.get<readonly ParameterRow[]>('/parameters'), retry: false });
  const [answering, setAnswering] = useState<ParameterRow | null>(null);
  if (parameters.error)
    return (
      <div className="p-parameters">
        <RefusalNote error={parameters.error} />
      </div>
    );
  if (!parameters.data)
    return (
      <div className="p-parameters">
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    );
  const open = parameters.data.filter((row) => row.state === 'open');
  const active = tab ?? (open.length > 0 ? 'open' : 'all');
  return (
    <div className="p-parameters">
      <PageTitle>{title}</PageTitle>
      <TabLinks
        label={title}
        active={active}
        tabs={[
          { key: 'open', label: t([`规章待定事项 ${open.length}`, `Open questions ${open.length}`]) },
          { key: 'all', label: t([`全部参数 ${parameters.data.length}`, `All parameters ${parameters.data.length}`]) },
        ]}
      />
      {active === 'open' ? <OpenQuestions rows={open} onAnswer={setAnswering} /> : <AllParameters rows={parameters.data} onAnswer={setAnswering} />}
      {answering && <ParameterAnswer row={answering} onClose={() => setAnswering(null)} />}
    </div>
  );
}

interface Rows {
  readonly rows: readonly ParameterRow[];
  onAnswer(row: ParameterRow): void;
}

function OpenQuestions({ rows, onAnswer }: Rows) {
  const { t } = useText();
  if (rows.length === 0) return <p className="w-nothing">{t(['规章里没有待定的事项了。', 'No question of the rulebook is open.'])}</p>;
  return (
    <>
      <p className="w-hint">
        {t([
          '原规章没有写明下面这些。在有人以姓名和理由作答之前，受它影响的部分不能启用。',
          'The rulebook leaves these unsaid. Until somebody answers, with name and reason, what depends on them stays closed.',
        ])}
      </p>
      <ol className="p-questions">
        {rows.map((row) => (
          <li key={row.name}>
            <h2>{t(row.label)}</h2>
            <p>{t(row.help)}</p>
            {row.blocks && (
              <p className="p-blocks">
                <b>{t(['暂不能用', 'Blocked'])}</b> {t(row.blocks)}
              </p>
            )}
            {row.suggestion && (
              <p className="p-suggestion">
                <b>
                  {t(['建议', 'Suggestion'])} <Value row={row} value={row.suggestion.value} />
                </b>{' '}
                {t(row.suggestion.why)}
              </p>
            )}
            <p className="w-quiet">
              {t(['出处', 'Source'])} {row.source} · <code>{row.name}</code>
            </p>
            {row.mayWrite ? (
              <Button type="primary" onClick={() => onAnswer(row)}>
                {t(['作答', 'Answer'])}
              </Button>
            ) : (
              <p className="w-quiet">{t(['须由负责的岗位作答', 'For the responsible post to answer'])}</p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function AllParameters({ rows, onAnswer }: Rows) {
  const { t } = useText();
  const [sought, setSought] = useState('');
  const found = rows.filter((row) => [...row.label, row.name, row.source].some((word) => word.toLowerCase().includes(sought.trim().toLowerCase())));
  const groups = [...new Set(found.map((row) => row.module))].map((module) => [module, found.filter((row) => row.module === module)] as const);
  return (
    <>
      <Input.Search
        allowClear
        className="p-parameters-search no-print"
        value={sought}
        onChange={(e) => setSought(e.target.value)}
        placeholder={t(['按名称或出处查找', 'Find by name or source'])}
        aria-label={t(['查找参数', 'Find a parameter'])}
      />
      {groups.map(([module, members]) => (
        <section key={module} className="w-section" aria-label={t(members[0]!.moduleLabel)}>
          <header>
            <h2>{t(members[0]!.moduleLabel)}</h2>
          </header>
          <ul className="p-parameters-list">
            {members.map((row) => (
              <Parameter key={row.name} row={row} onAnswer={onAnswer} />
            ))}
          </ul>
        </section>
      ))}
      {found.length === 0 && <p className="w-nothing">{t(['没有找到', 'Nothing found'])}</p>}
    </>
  );
}

const STATES: { readonly [state in ParameterRow['state']]: Label } = { open: ['待定', 'open'], default: ['默认', 'default'], set: ['已定', 'set'] };

function Parameter({ row, onAnswer }: { readonly row: ParameterRow; onAnswer(row: ParameterRow): void }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <li>
      <div className="p-parameter">
        <div>
          <b>{t(row.label)}</b>
          <small className="w-quiet">
            {t(row.help)} {t(['出处', 'Source'])} {row.source}
          </small>
        </div>
        <div className="p-parameter-value">
          <Value row={row} value={row.current} /> <small data-state={row.state}>{t(STATES[row.state])}</small>
        </div>
        {row.mayWrite && (
          <Button size="small" onClick={() => onAnswer(row)} aria-label={t([`更改${row.label[0]}`, `Change ${row.label[1]}`])}>
            {row.state === 'open' ? t(['作答', 'Answer']) : t(['更改', 'Change'])}
          </Button>
        )}
      </div>
      {row.values.length > 0 && (
        <details>
          <summary>{t([`历次取值 ${row.values.length}`, `History ${row.values.length}`])}</summary>
          <div className="w-scroll" tabIndex={0} role="region" aria-label={t([`${row.label[0]}的历次取值`, `History of ${row.label[1]}`])}>
            <table className="w-ledger">
              <thead>
                <tr>
                  <th scope="col">{t(['自', 'From'])}</th>
                  <th scope="col">{t(['取值', 'Value'])}</th>
                  <th scope="col">{t(['谁', 'Who'])}</th>
                  <th scope="col">{t(['何时', 'When'])}</th>
                  <th scope="col">{t(['理由', 'Reason'])}</th>
                </tr>
              </thead>
              <tbody>
                {row.values.map((value) => (
                  <tr key={value.from + value.at}>
                    <td className="w-figure">{format.date(value.from)}</td>
                    <td>
                      <Value row={row} value={value.value} />
                    </td>
                    <td>{value.by}</td>
                    <td className="w-figure">{format.dateTime(value.at)}</td>
                    <td>{value.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </li>
  );
}

export function Value({ row, value }: { readonly row: ParameterRow; readonly value: unknown }) {
  const { t } = useText();
  const format = useFormat();
  if (isEmpty(value)) return <span className="w-quiet">—</span>;
  return (
    <span className="w-figure">
      {textOf(
        row.field,
        typeof value === 'object' && !Array.isArray(value) && row.field.kind !== 'period' ? JSON.stringify(value) : value,
        {},
        t,
        format,
      )}
    </span>
  );
}
