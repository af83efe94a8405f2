/** Where the house speaks to groups and programs (对外通知): robots, webhooks, and the log of what left with a way to send it again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import type { DeliveryRow, DeliveryState, Label, OutletPage, RobotRow, Tone, WebhookRow } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { Failure, Loading, PageHeading } from '../shell/page.tsx';
import { ToneTag } from '../shell/tone-tag.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Section } from '../widgets/section.tsx';
import { EVENTS, ROBOTS, RobotDialog, WebhookDialog } from './outlet-dialogs.tsx';
import { NOTICE_KINDS } from './notices.tsx';
import './account.css';
import './notices.css';

const KEY = ['outlets'] as const;
const LOG = ['outlets', 'log'] as const;
type Open = { readonly robot: RobotRow | null } | { readonly webhook: WebhookRow | null } | null;

export function OutletsPage() {
  const { t } = useText();
  const client = useQueryClient();
  const found = useQuery({ queryKey: KEY, queryFn: () => api.get<OutletPage>('/outlets') });
  const [open, setOpen] = useState<Open>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const again = () => { void client.invalidateQueries({ queryKey: KEY }); };
  const done = (made?: string | null) => { setOpen(null); if (made) setSecret(made); again(); };
  const renew = useMutation({ mutationFn: (id: string) => api.post<{ secret: string }>(`/outlets/webhooks/${id}/secret`), onSuccess: (answer) => done(answer.secret) });
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data) return <Loading />;
  const page = found.data;
  const labelOf = (name: string): Label => page.registers.find((r) => r.name === name)?.label ?? [name, name];
  return (
    <div className="outlets">
      <PageHeading title={t(words.shell.outlets)} note={t(['对外只写台账、编号、步骤和期限，不写内容与姓名', 'Only register, number, step and deadline leave the house; never contents or names'])} />
      {secret && <Alert type="success" closable={{ onClose: () => setSecret(null) }} className="w-refusal" title={t(['签名密钥只显示这一次，请现在就存到对方系统', 'The signing secret is shown this once; keep it in the other system now'])} description={<code className="outlet-secret">{secret}</code>} />}
      <Section title={t(['群机器人', 'Robots in group chats'])} extra={<Button onClick={() => setOpen({ robot: null })}>{t(['添加机器人', 'Add a robot'])}</Button>}>
        {page.robots.length === 0 && <p className="w-note">{t(['还没有机器人。在企业微信、钉钉或飞书的群里添加自定义机器人，把它给的地址填到这里。', 'No robots yet. Add a custom robot to a group in WeCom, DingTalk or Feishu and enter the address it gives you.'])}</p>}
        <ul className="account-sessions">
          {page.robots.map((r) => <Outlet key={r.id} at={`/outlets/robots/${r.id}`} label={r.label} off={r.off} onChanged={again} onEdit={() => setOpen({ robot: r })}
            about={[t(ROBOTS[r.kind]), r.unit, r.kinds.map((k) => t(NOTICE_KINDS[k].label)).join(t(['、', ', '])), r.host]} />)}
        </ul>
      </Section>
      <Section title="Webhook" extra={<Button onClick={() => setOpen({ webhook: null })}>{t(['添加 Webhook', 'Add a webhook'])}</Button>}>
        {page.webhooks.length === 0 && <p className="w-note">{t(['还没有 Webhook。记录有变动时，向另一个系统的地址发一条签名的消息，由它再来读取内容。', 'No webhooks yet. When a record changes, a signed message goes to another system, which then fetches the contents itself.'])}</p>}
        <RefusalNote error={renew.error} />
        <ul className="account-sessions">
          {page.webhooks.map((w) => <Outlet key={w.id} at={`/outlets/webhooks/${w.id}`} label={w.label} off={w.off} onChanged={again} onEdit={() => setOpen({ webhook: w })} onRenew={() => renew.mutate(w.id)}
            about={[w.events.map((e) => t(EVENTS[e])).join(t(['、', ', '])), w.registers.slice(0, 4).map((r) => t(labelOf(r))).join(t(['、', ', '])) + (w.registers.length > 4 ? ' …' : ''), w.host]} />)}
        </ul>
      </Section>
      <Log />
      {open && 'robot' in open && <RobotDialog robot={open.robot} page={page} onClose={() => setOpen(null)} onDone={() => done()} />}
      {open && 'webhook' in open && <WebhookDialog webhook={open.webhook} page={page} onClose={() => setOpen(null)} onDone={done} />}
    </div>
  );
}

interface OutletOf { readonly at: string; readonly label: string; readonly off: boolean; readonly about: readonly string[]; readonly onChanged: () => void; readonly onEdit: () => void; readonly onRenew?: () => void }
function Outlet({ at, label, off, about, onChanged, onEdit, onRenew }: OutletOf) {
  const { t } = useText();
  const client = useQueryClient();
  const turn = useMutation({ mutationFn: () => api.post(`${at}/off`, { off: !off }), onSuccess: onChanged });
  const attempt = useMutation({ mutationFn: () => api.post(`${at}/try`), onSuccess: () => { void client.invalidateQueries({ queryKey: LOG }); } });
  const named = (zh: string, en: string) => t([`${zh} ${label}`, `${en} ${label}`]);
  return (
    <li>
      <span><strong>{label}</strong> {off && <ToneTag tone="stopped" label={['已停用', 'Off']} />}<small>{about.filter(Boolean).join(' · ')}</small><RefusalNote error={turn.error ?? attempt.error} /></span>
      <span className="account-actions">
        {!off && <Button type="text" size="small" loading={attempt.isPending} aria-label={named('试发', 'Try')} onClick={() => attempt.mutate()}>{t(['试发', 'Try'])}</Button>}
        <Button type="text" size="small" aria-label={named('修改', 'Change')} onClick={onEdit}>{t(['修改', 'Change'])}</Button>
        {onRenew && <Button type="text" size="small" aria-label={named('更换密钥', 'New secret for')} onClick={onRenew}>{t(['更换密钥', 'New secret'])}</Button>}
        <Button type="text" size="small" aria-label={off ? named('启用', 'Switch on') : named('停用', 'Switch off')} onClick={() => turn.mutate()}>{off ? t(['启用', 'Switch on']) : t(['停用', 'Switch off'])}</Button>
      </span>
    </li>
  );
}

const STATES: { readonly [state in DeliveryState]: readonly [Label, Tone] } = {
  waiting: [['等待', 'Waiting'], 'waiting'], sent: [['已送达', 'Delivered'], 'done'], failed: [['失败', 'Failed'], 'alarm'], dropped: [['不必再发', 'Not needed'], 'stopped'],
};
const CHANNELS: { readonly [channel in DeliveryRow['channel']]: Label } = { mail: ['邮件', 'E-mail'], push: ['推送', 'Push'], robot: ['机器人', 'Robot'], webhook: ['Webhook', 'Webhook'] };

function Log() {
  const { t } = useText();
  const client = useQueryClient();
  const [state, setState] = useState<DeliveryState | ''>('');
  const [page, setPage] = useState(1);
  const found = useQuery({ queryKey: [...LOG, state, page], queryFn: () => api.get<{ rows: readonly DeliveryRow[]; more: boolean }>('/outlets/deliveries', { state, page }), refetchInterval: 3_000, placeholderData: (before) => before });
  const again = useMutation({ mutationFn: (id: string) => api.post(`/outlets/deliveries/${id}/again`), onSettled: () => { void client.invalidateQueries({ queryKey: LOG }); } });
  return (
    <Section title={t(['发送记录', 'Log of what left'])} extra={<Select aria-label={t(['状态', 'State'])} value={state} style={{ minWidth: 140 }} onChange={(v) => { setState(v); setPage(1); }} options={[{ value: '' as const, label: t(['全部', 'All']) }, ...(Object.keys(STATES) as DeliveryState[]).map((value) => ({ value, label: t(STATES[value][0]) }))]} />}>
      <p className="w-note">{t(['失败的自动再试，隔得越来越久，试满一天为止；保留一个月。', 'What failed is tried again by itself, less and less often, for a day; kept for a month.'])}</p>
      <RefusalNote error={found.error ?? again.error} />
      {found.data && (found.data.rows.length === 0 ? <p className="notices-empty">{t(['没有记录', 'Nothing here'])}</p> : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        <section className="outlet-scroll" tabIndex={0} aria-label={t(['发送记录', 'Log of what left'])}>
          <table className="outlet-log">
            <thead><tr>{([['什么', 'What'], ['发给', 'To'], ['状态', 'State'], ['对方回答', 'Answer'], ['操作', 'Action']] as const).map((head) => <th scope="col" key={head[0]}>{t(head)}</th>)}</tr></thead>
            <tbody>{found.data.rows.map((d) => <Sent key={d.id} d={d} busy={again.isPending} onAgain={() => again.mutate(d.id)} />)}</tbody>
          </table>
        </section>
      ))}
      {found.data && (found.data.more || page > 1) && <p className="notices-bar"><Button disabled={page === 1} onClick={() => setPage(page - 1)}>{t(['较新', 'Newer'])}</Button><Button disabled={!found.data.more} onClick={() => setPage(page + 1)}>{t(['较早', 'Older'])}</Button></p>}
    </Section>
  );
}

function Sent({ d, busy, onAgain }: { readonly d: DeliveryRow; readonly busy: boolean; readonly onAgain: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const [label, tone] = STATES[d.state];
  const next = d.state === 'waiting' && d.nextAt && d.attempts > 0 ? t([`${format.dateTime(d.nextAt)} 再试`, `again at ${format.dateTime(d.nextAt)}`]) : '';
  return (
    <tr>
      <td>{t(d.about)}<small>{format.dateTime(d.at)}</small></td>
      <td>{d.to}<small>{t(CHANNELS[d.channel])}</small></td>
      <td><ToneTag tone={tone} label={label} /><small>{[d.attempts > 0 && t([`试了 ${d.attempts} 次`, d.attempts === 1 ? 'tried once' : `tried ${d.attempts} times`]), next].filter(Boolean).join(' · ')}</small></td>
      <td>{d.status ?? ''} {d.said ?? ''}</td>
      <td><Button size="small" disabled={busy} aria-label={t([`重新发送 ${d.about[0]}`, `Send again: ${d.about[1]}`])} onClick={onAgain}>{t(['重新发送', 'Send again'])}</Button></td>
    </tr>
  );
}
