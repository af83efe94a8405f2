/** The label to stick on a unit: QR code, model, serial number, number; the paper holds nothing but the label. */
import { Button, Modal } from 'antd';
import { createPortal } from 'react-dom';
import { useFormat, useText } from '../../../../web/i18n/index.tsx';
import { QrCode } from '../../../../web/print/qr-code.tsx';
import type { UnitLabel } from '../warranty.ts';
import './equipment.css';

interface Printed { readonly label: UnitLabel; readonly model: string; readonly serial: string; readonly number: string }

export function LabelDialog({ open, onClose, ...printed }: Printed & { readonly open: boolean; onClose(): void }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Modal open={open} onCancel={onClose} title={t(['二维码标签', 'QR label'])} width={460} destroyOnHidden
      footer={<Button type="primary" onClick={() => window.print()}>{t(['打印', 'Print'])}</Button>}>
      <p className="w-hint">{t(['贴在设备上。扫码即可报修，不用登录，也看不到设备资料。更换标签后旧标签立即失效。', 'Stick it on the unit. Whoever scans it can report a fault without signing in and sees no data. Renewing the label stops the old one at once.'])}</p>
      <OneLabel {...printed} />
      <p className="w-note">{t([`标签启用于 ${format.dateTime(printed.label.since)}`, `Label valid since ${format.dateTime(printed.label.since)}`])}</p>
      {open && createPortal(<div className="equipment-label-sheet"><OneLabel {...printed} /></div>, document.body)}
    </Modal>
  );
}

function OneLabel({ label, model, serial, number }: Printed) {
  const { t } = useText();
  return (
    <div className="equipment-label">
      <QrCode text={`${window.location.origin}${label.path}`} label={t([`${number} 报修二维码`, `QR code to report a fault of ${number}`])} />
      <div>
        <b>{t(['扫码报修', 'Scan to report a fault'])}</b>
        <span>{model}</span>
        <span>{serial}</span>
        <small>{number}</small>
      </div>
    </div>
  );
}
