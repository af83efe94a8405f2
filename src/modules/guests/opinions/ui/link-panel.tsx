/** On a survey that takes answers: the code to scan and the link to send, for rooms and member groups. Serves VIP-3.3. */
import { useQuery } from '@tanstack/react-query';
import { Button, message } from 'antd';
import { api, keys } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { QrCode } from '../../../../web/print/qr-code.tsx';
import type { PanelProps } from '../../../../web/shell/overrides.ts';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import { Section } from '../../../../web/widgets/section.tsx';
import './link-panel.css';

export function LinkPanel({ page }: PanelProps) {
  const { t } = useText();
  const [note, holder] = message.useMessage();
  const params = { round: page.row.id };
  const found = useQuery({ queryKey: keys.query('opinion_link', params), queryFn: () => api.get<{ readonly path: string | null }>('/queries/opinion_link', { params }), retry: false });
  if (found.error) return <RefusalNote error={found.error} />;
  if (found.isPending) return null;
  const address = found.data.path === null ? null : window.location.origin + found.data.path;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(address!);
    void note.success(t(['已复制，可发到会员群', 'Copied; send it to the group']));
  };
  return (
    <Section quiet title={t(['请客人评分', 'Ask the guests'])}>
      {holder}
      {address === null ? <p className="w-hint">{t(['现在不在调查的起止日期内，链接打不开。', 'The survey takes no answers today; its link does not open.'])}</p> : (
        <div className="op-link">
          <QrCode text={address} label={t(['满意度调查二维码', 'QR code of the survey'])} />
          <div>
            <p>{t(['扫码即填，不用登录，不留姓名。', 'Scan and answer; no sign-in, no name.'])}</p>
            <code>{address}</code>
            <Button size="small" className="no-print" onClick={() => void copy()}>{t(['复制链接', 'Copy the link'])}</Button>
          </div>
        </div>
      )}
    </Section>
  );
}
