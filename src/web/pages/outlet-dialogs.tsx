/** The two dialogs of the page 对外通知: a robot, a webhook. Addresses and secrets are typed, never shown again; left empty they stay. */
import { useMutation } from '@tanstack/react-query';
import { Checkbox, Input, Modal, Select } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Label, NoticeKind, OutletPage, RobotKind, RobotRow, WebhookEvent, WebhookRow } from '../../kernel/api.ts';
import { api, ApiRefusal } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { NOTICE_KINDS } from './notices.tsx';

export const ROBOTS: { readonly [kind in RobotKind]: Label } = { wecom: ['企业微信', 'WeCom'], dingtalk: ['钉钉', 'DingTalk'], feishu: ['飞书', 'Feishu'] };
export const EVENTS: { readonly [event in WebhookEvent]: Label } = { created: ['登记', 'Record opened'], changed: ['修改', 'Record changed'], step: ['办理步骤', 'Step taken'], notice: ['通知', 'Notice'] };
const UNCHANGED: Label = ['留空则不变', 'Empty: as it is'];

/** `children` gets the problem of a field by its name. */
function Dialog({ title, send, onClose, children }: { readonly title: Label; readonly send: () => Promise<unknown>; readonly onClose: () => void; readonly children: (problem: (name: string) => Label | undefined) => ReactNode }) {
  const { t } = useText();
  const form = useId();
  const sending = useMutation({ mutationFn: send });
  const problems = sending.error instanceof ApiRefusal ? (sending.error.body.fields ?? {}) : {};
  return (
    <Modal open title={t(title)} width={560} onCancel={onClose} okText={t(['保存', 'Save'])} cancelText={t(['取消', 'Cancel'])} okButtonProps={{ htmlType: 'submit', form, loading: sending.isPending }}>
      <form id={form} noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); sending.mutate(); }}>
        <RefusalNote error={sending.error} />
        {children((name) => problems[name])}
      </form>
    </Modal>
  );
}

function Line({ label, problem, hint, group = false, children }: { readonly label: Label; readonly problem?: Label | undefined; readonly hint?: Label; readonly group?: boolean; readonly children: (id: string) => ReactNode }) {
  const { t } = useText();
  const id = useId();
  return (
    <div className="w-field" data-problem={problem ? '' : undefined} {...(group ? { role: 'group', 'aria-labelledby': `${id}l` } : {})}>
      {group ? <span className="w-label" id={`${id}l`}>{t(label)}</span> : <label className="w-label" htmlFor={id}>{t(label)}</label>}
      {children(id)}
      {(problem ?? hint) && <span className={problem ? 'w-problem' : 'w-note'}>{t((problem ?? hint)!)}</span>}
    </div>
  );
}

const SPOKEN: readonly NoticeKind[] = ['task', 'duty', 'overdue', 'escalated', 'told'];

export function RobotDialog({ robot, page, onClose, onDone }: { readonly robot: RobotRow | null; readonly page: OutletPage; readonly onClose: () => void; readonly onDone: () => void }) {
  const { t, lang } = useText();
  const [given, setGiven] = useState({
    kind: robot?.kind ?? 'wecom' as RobotKind, label: robot?.label ?? '', unit: robot?.unitId ?? page.units[0]?.id ?? '', url: '', secret: '', kinds: robot?.kinds ?? ['overdue', 'escalated', 'told'] as readonly NoticeKind[],
    lang: robot?.lang ?? lang, quietFrom: robot?.quietFrom ?? null, quietTo: robot?.quietTo ?? null,
  });
  const set = (more: Partial<typeof given>) => setGiven((was) => ({ ...was, ...more }));
  const send = async () => { await api.post(robot ? `/outlets/robots/${robot.id}` : '/outlets/robots', { ...given, url: given.url.trim() || null, secret: given.secret.trim() || null }); onDone(); };
  return (
    <Dialog title={robot ? ['修改机器人', 'Change the robot'] : ['添加机器人', 'Add a robot']} send={send} onClose={onClose}>
      {(problem) => (
        <>
          <Line label={['平台', 'Platform']}>{(id) => <Select id={id} value={given.kind} onChange={(kind) => set({ kind })} options={(Object.keys(ROBOTS) as RobotKind[]).map((value) => ({ value, label: t(ROBOTS[value]) }))} />}</Line>
          <Line label={['名称', 'Name']} problem={problem('label')} hint={['例如：东北服务部群', 'For example: group of the north-east branch']}>{(id) => <Input id={id} value={given.label} onChange={(e) => set({ label: e.target.value })} />}</Line>
          <Line label={['哪个单元的通知', 'Notices of which unit']} problem={problem('unit')} hint={['含下级单元', 'Units below included']}>{(id) => <Select id={id} showSearch={{ optionFilterProp: 'label' }} value={given.unit} onChange={(unit) => set({ unit })} options={page.units.map((u) => ({ value: u.id, label: u.name }))} />}</Line>
          <Line label={['机器人地址', 'Address of the robot']} problem={problem('url')} hint={robot ? UNCHANGED : ['群里添加机器人时给出的 Webhook 地址；保存后不再显示', 'The webhook address given when the robot was added to the group; not shown again']}>{(id) => <Input id={id} value={given.url} autoComplete="off" onChange={(e) => set({ url: e.target.value })} />}</Line>
          {given.kind !== 'wecom' && <Line label={['签名密钥', 'Signing secret']} problem={problem('secret')} hint={robot?.signed ? UNCHANGED : ['机器人安全设置里的“加签”或“签名校验”；没有可不填', 'From the robot’s security settings; empty when it has none']}>{(id) => <Input.Password id={id} value={given.secret} autoComplete="off" onChange={(e) => set({ secret: e.target.value })} />}</Line>}
          <Line group label={['说哪些', 'What it tells']} problem={problem('kinds')}>{() => <div className="outlet-kinds"><Checkbox.Group value={[...given.kinds]} onChange={(kinds) => set({ kinds: kinds as NoticeKind[] })} options={SPOKEN.map((value) => ({ value, label: t(NOTICE_KINDS[value].label) }))} /></div>}</Line>
          <div className="notice-times">
            <label>{t(['免打扰从', 'Quiet from'])}<Input type="time" value={given.quietFrom ?? ''} onChange={(e) => set({ quietFrom: e.target.value || null })} /></label>
            <label>{t(['到', 'until'])}<Input type="time" value={given.quietTo ?? ''} onChange={(e) => set({ quietTo: e.target.value || null })} /></label>
          </div>
        </>
      )}
    </Dialog>
  );
}

export function WebhookDialog({ webhook, page, onClose, onDone }: { readonly webhook: WebhookRow | null; readonly page: OutletPage; readonly onClose: () => void; readonly onDone: (secret: string | null) => void }) {
  const { t } = useText();
  const [given, setGiven] = useState({ label: webhook?.label ?? '', url: '', events: webhook?.events ?? ['created', 'step'] as readonly WebhookEvent[], registers: webhook?.registers ?? [] as readonly string[] });
  const set = (more: Partial<typeof given>) => setGiven((was) => ({ ...was, ...more }));
  const send = async () => {
    const answer = await api.post<{ secret: string | null }>(webhook ? `/outlets/webhooks/${webhook.id}` : '/outlets/webhooks', { ...given, url: given.url.trim() || null });
    onDone(answer.secret);
  };
  return (
    <Dialog title={webhook ? ['修改 Webhook', 'Change the webhook'] : ['添加 Webhook', 'Add a webhook']} send={send} onClose={onClose}>
      {(problem) => (
        <>
          <Line label={['名称', 'Name']} problem={problem('label')}>{(id) => <Input id={id} value={given.label} onChange={(e) => set({ label: e.target.value })} />}</Line>
          <Line label={['地址', 'Address']} problem={problem('url')} hint={webhook ? UNCHANGED : ['对方系统接收消息的网址', 'Where the other system takes messages']}>{(id) => <Input id={id} value={given.url} autoComplete="off" onChange={(e) => set({ url: e.target.value })} />}</Line>
          <Line group label={['哪些事', 'Which events']} problem={problem('events')}>{() => <div className="outlet-kinds"><Checkbox.Group value={[...given.events]} onChange={(events) => set({ events: events as WebhookEvent[] })} options={(Object.keys(EVENTS) as WebhookEvent[]).map((value) => ({ value, label: t(EVENTS[value]) }))} /></div>}</Line>
          <Line label={['哪些台账', 'Which registers']} problem={problem('registers')}>{(id) => <Select id={id} mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={[...given.registers]} onChange={(registers) => set({ registers })} options={page.registers.map((r) => ({ value: r.name, label: t(r.label) }))} />}</Line>
        </>
      )}
    </Dialog>
  );
}
