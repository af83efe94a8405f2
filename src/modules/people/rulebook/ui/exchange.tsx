/** A rulebook out as one file, and in from one (守则导出与导入). Serves SM-1. */
import { useRouter } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { api } from '../../../../web/client.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { ExportedRulebook } from '../file.ts';

export function Exchange({ version }: { readonly version: string | null }) {
  const { t } = useText();
  const { history } = useRouter();
  const mayImport = useRegister('rulebook_version')?.mayCreate === true;
  const picker = useRef<HTMLInputElement>(null);
  const [no, setNo] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setError(null);
    try {
      const { name, text } = await api.get<ExportedRulebook>('/queries/rulebook_file', { params: { version } });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (failure) {
      setError(failure);
    }
  };
  const take = async (file: File) => {
    setBusy(true);
    setError(null);
    const form = new FormData();
    form.append('file', file);
    try {
      const { id } = await api.send<{ readonly id: string }>(`/received/rulebook?values=${encodeURIComponent(JSON.stringify(no.trim() === '' ? {} : { no: no.trim() }))}`, form);
      history.push(recordHref('rulebook_version', id));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="rb-exchange no-print">
      {version && <Button onClick={() => void save()}>{t(['导出为文件', 'Export as a file'])}</Button>}
      {mayImport && (
        <>
          <Input className="rb-no" value={no} maxLength={12} onChange={(e) => setNo(e.target.value)} aria-label={t(['导入后的版本号', 'Number of the imported version'])} placeholder={t(['版本号，可不填', 'Number, optional'])} />
          <input ref={picker} type="file" accept="application/json,.json" className="visually-hidden" aria-label={t(['守则文件', 'Rulebook file'])} tabIndex={-1} onChange={(e) => { const [file] = e.target.files ?? []; if (file) void take(file); e.target.value = ''; }} />
          <Button loading={busy} onClick={() => picker.current?.click()}>{t(['导入文件', 'Import a file'])}</Button>
        </>
      )}
      <RefusalNote error={error} />
    </div>
  );
}
