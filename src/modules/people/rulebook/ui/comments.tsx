/** Saying something about a clause while the draft is in consultation (提意见), and what was said and answered. Serves SM-1. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import type { CodeText } from '../queries.ts';

const OUTCOME = { yes: ['采纳', 'adopted'], partly: ['部分采纳', 'partly adopted'], no: ['不采纳', 'not adopted'] } as const;

export function Comments({ data }: { readonly data: CodeText }) {
  const { t } = useText();
  if (data.comments === null) return null;
  return (
    <Section title={t(['征求意见', 'Consultation'])}>
      <p className="w-note">{t(['这一版正在征求意见：每条意见都会答复，答复之前不会批准。', 'This version is in consultation: every comment is answered before it is approved.'])}{data.answerUntil && ` ${t([`截止 ${data.answerUntil}`, `Until ${data.answerUntil}`])}`}</p>
      <CommentForm data={data} />
      <ul className="rb-comments">
        {data.comments.map((one) => (
          <li key={one.id}>
            <p><span className="rb-code">{one.clause ?? t(['整体', 'The whole'])}</span>{one.comment} <small>{one.by}</small></p>
            {one.answer ? <p className="rb-chosen">{one.adopted && <b>{t(OUTCOME[one.adopted])}</b>} {one.answer}</p> : <small className="w-quiet">{t(['待答复', 'To be answered'])}</small>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function CommentForm({ data }: { readonly data: CodeText }) {
  const { t } = useText();
  const client = useQueryClient();
  const id = useId();
  const [clause, setClause] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (e: FormEvent) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await api.post('/records/rulebook_comment', { values: { rulebook: data.version!.id, clause, comment: comment.trim() } });
      setComment('');
      await client.invalidateQueries({ queryKey: ['queries'] });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="rb-form" onSubmit={(e) => void send(e)} aria-label={t(['提意见', 'Comment'])}>
      <label className="w-label" htmlFor={`${id}clause`}>{t(['条款', 'Clause'])}</label>
      <Select id={`${id}clause`} allowClear value={clause} onChange={(next: string | undefined) => setClause(next ?? null)} placeholder={t(['整体，或选一条', 'The whole, or one clause'])} showSearch={{ optionFilterProp: 'label' }} options={data.clauses.map((one) => ({ value: one.code, label: `${one.code} ${t(one.text)}` }))} />
      <label className="w-label" htmlFor={`${id}text`}>{t(['意见', 'Comment'])}</label>
      <Input.TextArea id={`${id}text`} value={comment} maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(e) => setComment(e.target.value)} />
      <RefusalNote error={error} />
      <span className="rb-buttons"><Button type="primary" htmlType="submit" size="small" loading={busy} disabled={comment.trim() === ''}>{t(['提交意见', 'Send'])}</Button></span>
    </form>
  );
}
