/** How notices come to me (通知设置): which by which way, when it is quiet, letters gathered or at once, and the browsers that push. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import type { Label, NoticeChoice, NoticeKind, NoticeSettings, NoticeWay, RobotKind } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { Failure, Loading, PageHeading } from '../shell/page.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Section } from '../widgets/section.tsx';
import { NOTICE_KINDS } from './notices.tsx';
import { canPush, startPushing } from './notice-push.ts';
import './account.css';
import './notices.css';

const KEY = ['notices', 'settings'] as const;
const WAYS: readonly (readonly [NoticeWay, Label])[] = [['app', ['应用内', 'In the app']], ['mail', ['邮件', 'E-mail']], ['push', ['浏览器推送', 'Browser push']]];
const MENTIONS: readonly (readonly [RobotKind, Label, Label])[] = [['wecom', ['企业微信', 'WeCom'], ['手机号或成员账号', 'Mobile number or account']], ['dingtalk', ['钉钉', 'DingTalk'], ['手机号或 userId', 'Mobile number or userId']], ['feishu', ['飞书', 'Feishu'], ['Open ID（ou_ 开头）', 'Open ID (ou_…)']]];
const DIGESTS: readonly (readonly [NoticeChoice['digest'], Label])[] = [['at_once', ['随时一封', 'At once']], ['hourly', ['每小时一封', 'Once an hour']], ['daily', ['每天一封', 'Once a day']]];

export function NoticeSettingsPage() {
  const { t } = useText();
  const found = useQuery({ queryKey: KEY, queryFn: () => api.get<NoticeSettings>('/notices/settings') });
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data) return <Loading />;
  return (
    <div className="notices">
      <PageHeading title={t(words.shell.noticeSettings)} />
      <Choice settings={found.data} />
      <Browsers settings={found.data} />
    </div>
  );
}

function Choice({ settings }: { readonly settings: NoticeSettings }) {
  const { t } = useText();
  const client = useQueryClient();
  const [choice, setChoice] = useState(settings.choice);
  const save = useMutation({ mutationFn: () => api.post<NoticeSettings>('/notices/settings', choice), onSuccess: (answer) => { client.setQueryData(KEY, answer); void client.invalidateQueries({ queryKey: ['notices', 'unread'] }); } });
  const change = (more: Partial<NoticeChoice>) => { save.reset(); setChoice((was) => ({ ...was, ...more })); };
  const toggle = (kind: NoticeKind, way: NoticeWay, on: boolean) => change({ channels: { ...choice.channels, [kind]: on ? [...choice.channels[kind], way] : choice.channels[kind].filter((w) => w !== way) } });
  const mailNote: Label | null = !settings.mail.here ? ['这里没有设置邮件服务器，选了也不会寄。', 'There is no mail server here; nothing is mailed.'] : settings.mail.to === null ? ['您还没有填写邮箱，请在“账户与登录”里填写。', 'You have no e-mail address yet; add one under “Account and sign-in”.'] : null;
  return (
    <>
      <Section title={t(['哪些通知，怎样告诉我', 'Which notices come, and how'])}>
        {mailNote && <p className="w-note">{t(mailNote)}</p>}
        <table className="notice-ways">
          <thead><tr><th scope="col">{t(['通知', 'Notice'])}</th>{WAYS.map(([way, label]) => <th scope="col" key={way}>{t(label)}</th>)}</tr></thead>
          <tbody>
            {(Object.keys(NOTICE_KINDS) as NoticeKind[]).map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(NOTICE_KINDS[kind].label)}<small>{t(NOTICE_KINDS[kind].hint)}</small></th>
                {WAYS.map(([way, label]) => <td key={way}><Checkbox aria-label={t([`${NOTICE_KINDS[kind].label[0]}：${label[0]}`, `${NOTICE_KINDS[kind].label[1]}: ${label[1]}`])} checked={choice.channels[kind].includes(way)} onChange={(e) => toggle(kind, way, e.target.checked)} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title={t(['群里提到我', 'Mention me in groups'])}>
        <p className="w-note">{t(['群机器人发消息时，若是我也会收到的通知，就在群里提到我。自己填了才会；所填的随消息交给那个服务，清空即不再提到。', 'When a robot tells a group of what I am told as well, it mentions me there. Only if I fill this in; what is filled in goes to that service with the message, and emptying it ends it.'])}</p>
        <div className="notice-times">
          {MENTIONS.map(([kind, label, by]) => <label key={kind}>{t(label)}<Input maxLength={64} style={{ width: 220 }} placeholder={t(by)} value={choice.mentions[kind] ?? ''} onChange={(e) => change({ mentions: { ...choice.mentions, [kind]: e.target.value.trim() || null } })} /></label>)}
        </div>
      </Section>
      <Section title={t(['什么时候', 'When'])}>
        <p className="w-note">{t([`免打扰时段里不寄信、不推送，结束后补上；紧急的照发。时间按 ${settings.zone}。`, `During quiet hours nothing is mailed or pushed; it follows afterwards. What is urgent comes all the same. Times are of ${settings.zone}.`])}</p>
        <div className="notice-times">
          <label>{t(['免打扰从', 'Quiet from'])}<Input type="time" value={choice.quietFrom ?? ''} onChange={(e) => change({ quietFrom: e.target.value || null })} /></label>
          <label>{t(['到', 'until'])}<Input type="time" value={choice.quietTo ?? ''} onChange={(e) => change({ quietTo: e.target.value || null })} /></label>
          <label htmlFor="notice-digest">{t(['邮件', 'Letters'])}<Select id="notice-digest" value={choice.digest} style={{ minWidth: 140 }} onChange={(digest) => change({ digest })} options={DIGESTS.map(([value, label]) => ({ value, label: t(label) }))} /></label>
          {choice.digest === 'daily' && <label>{t(['每天几点', 'At'])}<Input type="time" value={choice.digestAt} onChange={(e) => change({ digestAt: e.target.value || '08:30' })} /></label>}
        </div>
        <RefusalNote error={save.error} />
        <div className="notice-save" role="status">
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>{t(words.common.save)}</Button>
          {save.isSuccess && <Alert type="success" showIcon className="w-refusal" title={t(['已保存', 'Saved'])} />}
        </div>
      </Section>
    </>
  );
}

function Browsers({ settings }: { readonly settings: NoticeSettings }) {
  const { t } = useText();
  const format = useFormat();
  const client = useQueryClient();
  const again = () => { void client.invalidateQueries({ queryKey: KEY }); };
  const start = useMutation({ mutationFn: () => startPushing(settings.push.key), onSuccess: again });
  const remove = useMutation({ mutationFn: (id: string) => api.post('/notices/push/remove', { id }), onSuccess: again });
  const why = canPush();
  return (
    <Section title={t(['浏览器推送', 'Browser push'])} extra={why === null && <Button loading={start.isPending} onClick={() => start.mutate()}>{t(['在本浏览器开启', 'Switch on in this browser'])}</Button>}>
      <p className="w-note">{t(why ?? ['页面没有打开时，也由浏览器在屏幕上提示。经过浏览器厂商的推送服务，内容加密，只写编号与步骤；退出登录后本浏览器不再推送。', 'Your browser shows notices on the screen while no page is open. They pass the push service of the browser’s maker, encrypted, with number and step only; signing out ends them in this browser.'])}</p>
      <RefusalNote error={start.error ?? remove.error} />
      <ul className="account-sessions">
        {settings.push.devices.map((d) => <li key={d.id}><span><strong>{d.device.slice(0, 80)}</strong><small>{t([`${format.dateTime(d.since)} 开启`, `since ${format.dateTime(d.since)}`])}</small></span><Button type="text" size="small" aria-label={t([`取消推送 ${format.dateTime(d.since)}`, `Switch off, since ${format.dateTime(d.since)}`])} onClick={() => remove.mutate(d.id)}>{t(['取消', 'Switch off'])}</Button></li>)}
      </ul>
    </Section>
  );
}
