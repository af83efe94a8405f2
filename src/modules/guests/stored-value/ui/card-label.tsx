/** The label of a card: number and QR code, to be scanned wherever a card is asked for. Nothing else stands on it. */
import { Button, Modal } from 'antd';
import { createPortal } from 'react-dom';
import type { CardDeskView } from '../desk.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { QrCode } from '../../../../web/print/qr-code.tsx';
import { useMe } from '../../../../web/shell/session.tsx';

export function CardLabel({ card, onClose }: { readonly card: CardDeskView; onClose(): void }) {
  const { t } = useText();
  return (
    <Modal open onCancel={onClose} title={t(['卡签', 'Card label'])} width={420} destroyOnHidden footer={<Button type="primary" onClick={() => window.print()}>{t(['打印', 'Print'])}</Button>}>
      <p className="w-hint">{t(['贴在卡上或打在卡面上；积分台、卡务台、收银都能扫。补卡、换卡后旧签无效。', 'Stick it on the card; every desk that asks for a card can scan it. After a re-issue the old label finds nothing.'])}</p>
      <Label card={card} />
      {createPortal(<div className="card-label-sheet"><Label card={card} /></div>, document.body)}
    </Modal>
  );
}

function Label({ card }: { readonly card: CardDeskView }) {
  const { t } = useText();
  const me = useMe();
  return (
    <div className="card-label">
      <QrCode text={card.number} label={t([`卡号 ${card.number} 的二维码`, `QR code of card ${card.number}`])} />
      <div><b>{me.organisation.name}</b><span>{card.product}</span><small>{card.number}</small></div>
    </div>
  );
}
