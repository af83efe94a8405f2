/** Labels to stick on things (标签): of one record, of those chosen, or of all that a list shows; a size, QR or barcode, a PDF to print. Serves C-9. */
import { Button, type ButtonProps, InputNumber, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import type { Filter, Label } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { Icon } from '../shell/icons.tsx';
import { useSaving } from './export-menu.tsx';

const SIZES: readonly (readonly [string, Label])[] = [['40x30', ['40 × 30 毫米', '40 × 30 mm']], ['50x30', ['50 × 30 毫米', '50 × 30 mm']], ['60x40', ['60 × 40 毫米', '60 × 40 mm']], ['sheet', ['A4 整版 3 × 8', 'A4 sheet 3 × 8']]];
const SYMBOLS: readonly (readonly [string, Label])[] = [['qr', ['二维码', 'QR code']], ['code128', ['条形码 Code 128', 'Barcode Code 128']]];
const KEPT = 'dutydesk.label';
const MOST = 500;
const ON_SHEET = 24;

export interface LabelProps {
  readonly register: string;
  /** `ids` of chosen records, or what says which records a list shows. */
  readonly those: { readonly ids: readonly string[] } | { readonly q?: string | undefined; readonly filter?: Filter | undefined; readonly sort?: string | undefined };
  /** How many records they are, when known. */
  readonly count: number | undefined;
}

export function LabelButton({ register, those, count, label = ['标签', 'Labels'], ...look }: LabelProps & { readonly label?: Label } & Pick<ButtonProps, 'className' | 'size'>) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Icon name="label" />} onClick={() => setOpen(true)} {...look}><span>{t(label)}</span></Button>
      {open && <LabelDialog register={register} those={those} count={count} onClose={() => setOpen(false)} />}
    </>
  );
}

function LabelDialog({ register, those, count, onClose }: LabelProps & { readonly onClose: () => void }) {
  const { t, lang } = useText();
  const { number } = useFormat();
  const saving = useSaving();
  const id = useId();
  const [kept] = useState(() => (localStorage.getItem(KEPT) ?? '50x30 qr').split(' '));
  const [paper, setPaper] = useState(kept[0]!);
  const [symbol, setSymbol] = useState(kept[1] ?? 'qr');
  const [copies, setCopies] = useState(1);
  const [first, setFirst] = useState(1);
  const [busy, setBusy] = useState(false);
  const n = count === undefined ? undefined : count * copies;
  const over = n !== undefined && n > MOST;
  const make = () => {
    localStorage.setItem(KEPT, `${paper} ${symbol}`);
    setBusy(true);
    const wanted = { ...those, paper, symbol, copies, ...(paper === 'sheet' ? { used: first - 1 } : {}), lang: String(lang) };
    void saving(() => api.fetch(`/labels/${register}`, wanted), ['正在生成标签…', 'Making labels…']).finally(() => { setBusy(false); onClose(); });
  };
  return (
    <Modal open title={t(['打印标签', 'Print labels'])} onCancel={onClose} okText={t(['生成 PDF', 'Make the PDF'])} cancelText={t(['取消', 'Cancel'])} confirmLoading={busy} okButtonProps={{ disabled: over }} onOk={make} width={440}>
      <div className="w-label-form">
        <span id={`${id}p`}>{t(['纸张', 'Size'])}</span>
        <Radio.Group aria-labelledby={`${id}p`} value={paper} onChange={(e) => setPaper(String(e.target.value))} options={SIZES.map(([value, label]) => ({ value, label: t(label) }))} />
        <span id={`${id}s`}>{t(['码', 'Code'])}</span>
        <Radio.Group aria-labelledby={`${id}s`} value={symbol} onChange={(e) => setSymbol(String(e.target.value))} options={SYMBOLS.map(([value, label]) => ({ value, label: t(label) }))} />
        <label htmlFor={`${id}n`}>{t(['每条几张', 'Of each'])}</label>
        <InputNumber id={`${id}n`} min={1} max={24} precision={0} value={copies} onChange={(value) => setCopies(value ?? 1)} />
        {paper === 'sheet' && <label htmlFor={`${id}f`}>{t(['从第几格起', 'First free place'])}</label>}
        {paper === 'sheet' && <InputNumber id={`${id}f`} min={1} max={ON_SHEET} precision={0} value={first} onChange={(value) => setFirst(value ?? 1)} />}
      </div>
      {n !== undefined && <p role="status" className={over ? 'bulk-wrong' : 'w-note'}>{over
        ? t([`共 ${number(n)} 张，一次最多 ${MOST} 张：请先筛选、只勾选一部分，或减少张数`, `${number(n)} labels, at most ${MOST} at a time: filter first, choose some, or print fewer of each`])
        : t([`共 ${number(n)} 张`, n === 1 ? '1 label' : `${number(n)} labels`])}</p>}
      <p className="w-note">{t([`一次最多 ${MOST} 张；码里是编号，扫一下就能在系统里找到它。打印时请选“实际大小”，不要缩放`, `At most ${MOST} at a time; the code holds the number, so scanning it finds the record. Print at actual size, without scaling`])}</p>
    </Modal>
  );
}
