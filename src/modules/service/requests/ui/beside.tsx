/** Above a request: whether it was answered in time, requests that may be the same, why the warranty is what it is, and the address of the answer. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, message } from 'antd';
import type { Label } from '../../../../kernel/api.ts';
import { api, keys } from '../../../../web/client.ts';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { ToneTag } from '../../../../web/shell/tone-tag.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { RequestBeside } from '../panel.ts';
import './requests.css';

const QUERY = 'service_request_beside';
const ASPECTS: readonly (readonly ['parts' | 'labour' | 'travel', Label])[] = [['parts', ['配件', 'Parts']], ['labour', ['人工', 'Labour']], ['travel', ['差旅', 'Travel']]];

export function RequestBesidePanel({ page }: PanelProps) {
  const { row } = page;
  const found = useQuery({ queryKey: keys.query(QUERY, { request: row.id, version: row.version }), queryFn: () => api.get<RequestBeside | null>(`/queries/${QUERY}`, { params: { request: row.id } }), retry: false });
  if (!found.data) return null;
  const { similar, mergedHere, basis } = found.data;
  return (
    <div className="request-beside">
      <Answered beside={found.data} due={row['reply_by'] as string | null} answered={row['replied_at'] as string | null} />
      {similar.length > 0 && <Similar similar={similar} />}
      {mergedHere.length > 0 && <Merged here={mergedHere} />}
      {basis && <Basis basis={basis} />}
    </div>
  );
}

function Answered({ beside, due, answered }: { readonly beside: RequestBeside; readonly due: string | null; readonly answered: string | null }) {
  const { t } = useText();
  const format = useFormat();
  const [note, holder] = message.useMessage();
  const tag = beside.inTime === null ? null : beside.inTime ? ['done', ['按时答复', 'Answered in time']] as const : ['alarm', answered ? ['逾期答复', 'Answered late'] : ['逾期未答复', 'Not answered in time']] as const;
  const copy = async (path: string): Promise<void> => {
    await navigator.clipboard.writeText(window.location.origin + path);
    void note.success(t(['已复制，可发给申请人', 'Copied; send it to the requester']));
  };
  return (
    <p className="request-answer">
      {holder}
      {tag && <ToneTag tone={tag[0]} label={tag[1] as Label} />}
      {due && <span>{t(['答复期限', 'Answer by'])} <b>{format.dateTime(due)}</b></span>}
      {answered && <span>{t(['已于', 'answered'])} {format.dateTime(answered)}{t(['答复', ''])}</span>}
      {beside.answerPath && <Button size="small" onClick={() => void copy(beside.answerPath!)}>{t(['复制申请人查询链接', 'Copy the requester’s link'])}</Button>}
    </p>
  );
}

function Similar({ similar }: { readonly similar: RequestBeside['similar'] }) {
  const { t } = useText();
  return (
    <Alert type="warning" showIcon title={t(['可能重复，请先看是否并入', 'Perhaps the same; see whether to merge it'])}
      description={<ul className="request-similar">{similar.map((s) => <li key={s.id}><Go href={recordHref('service_request', s.id)}>{s.number}</Go><span>{t(s.reason)}</span></li>)}</ul>} />
  );
}

function Merged({ here }: { readonly here: RequestBeside['mergedHere'] }) {
  const { t } = useText();
  return <p className="request-answer">{t(['并入本单的申请：', 'Merged into this one:'])} {here.map((r) => <Go key={r.id} href={recordHref('service_request', r.id)}>{r.number}</Go>)}</p>;
}

/** As it was frozen when the request was validated. */
function Basis({ basis }: { readonly basis: NonNullable<RequestBeside['basis']> }) {
  const { t } = useText();
  return (
    <Section title={t(['保修依据', 'Why the warranty is so'])} quiet>
      <dl className="request-basis">
        {ASPECTS.map(([aspect, label]) => (
          <div key={aspect}>
            <dt>{t(label)}</dt>
            <dd>{basis[aspect].map((line) => <span key={line[0]}>{t(line)}</span>)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
