/** What I was told (通知): the newest first, each opens where it belongs; what is read stays for half a year. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { Label, NoticeKind, NoticePage, NoticeRow, Tone } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { Failure, Loading, PageHeading } from '../shell/page.tsx';
import { ToneTag } from '../shell/tone-tag.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import './notices.css';

export const NOTICE_KINDS: { readonly [kind in NoticeKind]: { readonly label: Label; readonly tone: Tone; readonly hint: Label } } = {
  task: { label: ['待办', 'To do'], tone: 'waiting', hint: ['有一步轮到我的岗位办理', 'A step waits for a post of mine'] },
  duty: { label: ['定期事项', 'Duty'], tone: 'waiting', hint: ['我负责的事项今天要做', 'A duty of mine is for today'] },
  overdue: { label: ['已超时', 'Overdue'], tone: 'alarm', hint: ['待办或定期事项过了期限', 'A task or duty is past its deadline'] },
  escalated: { label: ['超时转来', 'Passed on'], tone: 'alarm', hint: ['下面的人没有按时办，转到我这里', 'Somebody below did not do it in time'] },
  own: { label: ['本人记录', 'Own record'], tone: 'active', hint: ['别人办理了关于我的记录', 'Somebody took a step on a record of mine'] },
  told: { label: ['提醒', 'Attention'], tone: 'active', hint: ['突发事件等要人马上知道的事', 'Emergencies and what else should be known at once'] },
};

export function NoticesPage() {
  const { t } = useText();
  const client = useQueryClient();
  const [unread, setUnread] = useState(false);
  const [page, setPage] = useState(1);
  const query = { page, ...(unread ? { unread: '1' } : {}) };
  const found = useQuery({ queryKey: keys.notices(query), queryFn: () => api.get<NoticePage>('/notices', query), placeholderData: (before) => before });
  const read = useMutation({
    mutationFn: (ids: readonly string[] | null) => api.post<{ unread: number }>('/notices/read', { ids }),
    onSuccess: (answer) => { client.setQueryData(keys.unread, answer.unread); void client.invalidateQueries({ queryKey: ['notices', 'list'] }); },
  });
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data) return <Loading />;
  const { rows, more } = found.data;
  return (
    <div className="notices">
      <PageHeading title={t(words.shell.notices)}><Link to={'/notices/settings' as string}>{t(words.shell.noticeSettings)}</Link></PageHeading>
      <div className="notices-bar">
        <Segmented value={unread ? 'unread' : 'all'} onChange={(v) => { setUnread(v === 'unread'); setPage(1); }} options={[{ value: 'all', label: t(['全部', 'All']) }, { value: 'unread', label: t(['未读', 'Unread']) }]} />
        <Button disabled={found.data.unread === 0} loading={read.isPending} onClick={() => read.mutate(null)}>{t(['全部标为已读', 'Mark all as read'])}</Button>
      </div>
      <RefusalNote error={read.error} />
      {rows.length === 0 ? <p className="notices-empty">{unread ? t(['没有未读的通知。', 'Nothing unread.']) : t(['还没有通知。轮到您办的事、过期的事、关于您的记录有了结果，都会出现在这里。', 'No notices yet. What waits for you, what is overdue and what was decided about your records appears here.'])}</p>
        : <ul className="notices-list">{rows.map((row) => <Notice key={row.id} row={row} onOpen={() => { if (!row.read) read.mutate([row.id]); }} />)}</ul>}
      {(more || page > 1) && <p className="notices-bar"><Button disabled={page === 1} onClick={() => setPage(page - 1)}>{t(['较新', 'Newer'])}</Button><Button disabled={!more} onClick={() => setPage(page + 1)}>{t(['较早', 'Older'])}</Button></p>}
    </div>
  );
}

function Notice({ row, onOpen }: { readonly row: NoticeRow; readonly onOpen: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const kind = NOTICE_KINDS[row.kind];
  return (
    <li data-unread={row.read ? undefined : ''}>
      <Link to={row.href as string} onClick={onOpen}>
        <i aria-hidden="true" />
        <span><ToneTag tone={row.urgent ? 'alarm' : kind.tone} label={row.urgent ? ['紧急', 'Urgent'] : kind.label} /></span>
        <strong>{!row.read && <span className="visually-hidden">{t(['未读：', 'Unread: '])}</span>}{t(row.text)}<small>{[row.unit, row.dueAt && t([`期限 ${format.dateTime(row.dueAt)}`, `due ${format.dateTime(row.dueAt)}`])].filter(Boolean).join(' · ')}</small></strong>
        <time dateTime={row.at} title={format.dateTime(row.at)}>{format.ago(row.at)}</time>
      </Link>
    </li>
  );
}
