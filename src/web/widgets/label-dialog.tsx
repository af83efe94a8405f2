/** Labels to stick on things (标签): of one record, of those chosen, or of all that a list shows; a size, QR or barcode, a PDF to print. Serves C-9. */
import { Button, InputNumber, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import type { Label } from '../../kernel/api.ts';
import type { Query } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { Icon } from '../shell/icons.tsx';
import { useSave } from './export-menu.tsx';

const SIZES: readonly (readonly [string, Label])[] = [['40x30', ['40 × 30 毫米', '40 × 30 mm']], ['50x30', ['50 × 30 毫米', '50 × 30 mm']], ['60x40', ['60 × 40 毫米', '60 × 40 mm']], ['sheet', ['A4 整版 3 × 8', 'A4 sheet 3 × 8']]];
const SYMBOLS: readonly (readonly [string, Label])[] = [['qr', ['二维码', 'QR code']], ['code128', ['条形码 Code 128', 'Barcode Code 128']]];
const KEPT = 'dutydesk.label';

/** `query`: `ids` (of chosen records) or what says which records a list shows. */
export function LabelButton({ register, query, className }: { readonly register: string; readonly query: Query; readonly className?: string }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Icon name="label" />} onClick={() => setOpen(true)} {...(className ? { className } : {})}><span>{t(['标签', 'Labels'])}</span></Button>
      {open && <LabelDialog register={register} query={query} onClose={() => setOpen(false)} />}
    </>
  );
}

export function LabelDialog({ register, query, onClose }: { readonly register: string; readonly query: Query; readonly onClose: () => void }) {
  const { t } = useText();
  const save = useSave();
  const id = useId();
  const [kept] = useState(() => (localStorage.getItem(KEPT) ?? '50x30 qr').split(' '));
  const [paper, setPaper] = useState(kept[0]!);
  const [symbol, setSymbol] = useState(kept[1] ?? 'qr');
  const [copies, setCopies] = useState(1);
  const [busy, setBusy] = useState(false);
  const make = () => {
    localStorage.setItem(KEPT, `${paper} ${symbol}`);
    setBusy(true);
    void save(`/labels/${register}`, { ...query, paper, symbol, copies }, ['正在生成标签…', 'Making labels…']).finally(() => { setBusy(false); onClose(); });
  };
  return (
    <Modal open title={t(['打印标签', 'Print labels'])} onCancel={onClose} okText={t(['生成 PDF', 'Make the PDF'])} cancelText={t(['取消', 'Cancel'])} confirmLoading={busy} onOk={make} width={440}>
      <div className="w-label-form">
        <span id={`${id}p`}>{t(['纸张', 'Size'])}</span>
        <Radio.Group aria-labelledby={`${id}p`} value={paper} onChange={(e) => setPaper(String(e.target.value))} options={SIZES.map(([value, label]) => ({ value, label: t(label) }))} />
        <span id={`${id}s`}>{t(['码', 'Code'])}</span>
        <Radio.Group aria-labelledby={`${id}s`} value={symbol} onChange={(e) => setSymbol(String(e.target.value))} options={SYMBOLS.map(([value, label]) => ({ value, label: t(label) }))} />
        <label htmlFor={`${id}n`}>{t(['每条几张', 'Of each'])}</label>
        <InputNumber id={`${id}n`} min={1} max={24} precision={0} value={copies} onChange={(value) => setCopies(value ?? 1)} />
      </div>
      <p className="w-note">{t(['一次最多 500 张；码里是编号，扫一下就能在系统里找到它', 'At most 500 at a time; the code holds the number, so scanning it finds the record'])}</p>
    </Modal>
  );
}
