/** The box in which the camera looks for a code, or a number is typed. */
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useText, words } from '../i18n/index.tsx';
import { Camera, hasCamera } from '../widgets/camera.tsx';
import { useScanned } from './scanning.ts';

export function ScanBox({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const scanned = useScanned();
  const [code, setCode] = useState('');
  const [failed, setFailed] = useState(false);
  const take = (seen: string) => { onClose(); scanned(seen); };
  return (
    <Modal open onCancel={onClose} footer={null} width={420} title={t(words.shell.scan)} className="scan-box">
      {hasCamera && !failed && <Camera onCode={take} onFailed={() => setFailed(true)} />}
      {(failed || !hasCamera) && <p className="scan-note" role="status">{t(hasCamera ? words.shell.scanRefused : words.shell.scanNoCamera)}</p>}
      <form className="scan-form" onSubmit={(event) => { event.preventDefault(); if (code.trim() !== '') take(code); }}>
        <Input autoFocus value={code} maxLength={300} autoComplete="off" aria-label={t(words.shell.scanTyped)} placeholder={t(words.shell.scanTyped)} onChange={(event) => setCode(event.target.value)} />
        <Button type="primary" htmlType="submit" disabled={code.trim() === ''}>{t(words.shell.scanOpen)}</Button>
      </form>
    </Modal>
  );
}
