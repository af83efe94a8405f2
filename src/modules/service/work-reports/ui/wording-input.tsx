/** The wording of an old report: pasted, or taken from a text or Word file, which stays on the person's machine. Serves FS-IMP-1. */
import { Button, Input } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import type { Label } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import type { FieldWidgetProps } from '../../../../web/shell/overrides.ts';
import { wordsOfDocx } from './docx-text.ts';
import './work-reports.css';

const NOT_READABLE: Label = ['读不出文字。请选文本文件或 Word（.docx）文件，或直接粘贴。', 'No text could be read. Choose a text or Word (.docx) file, or paste.'];

export function WordingInput({ value, onChange, id, disabled, status }: FieldWidgetProps) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Label | null>(null);
  const take = async (e: ChangeEvent<HTMLInputElement>) => {
    const [file] = e.target.files ?? [];
    e.target.value = '';
    if (!file) return;
    const words = await wordsFrom(file).catch(() => undefined);
    setProblem(words === undefined ? NOT_READABLE : null);
    if (words !== undefined) onChange(words);
  };
  return (
    <div className="wr-wording">
      <Input.TextArea {...(id ? { id } : {})} rows={14} value={typeof value === 'string' ? value : ''} onChange={(e) => onChange(e.target.value)} disabled={disabled ?? false} {...(status ? { status } : {})} />
      <p>
        <Button size="small" disabled={disabled ?? false} onClick={() => input.current?.click()}>{t(['从文件取文字', 'Take it from a file'])}</Button>
        <span className="w-quiet">{t(['文本或 Word（.docx）；文件不上传', 'Text or Word (.docx); the file is not uploaded'])}</span>
        <input ref={input} type="file" accept=".txt,.md,.docx,text/plain" hidden onChange={(e) => void take(e)} aria-label={t(['从文件取文字', 'Take it from a file'])} />
      </p>
      {problem && <span className="w-problem" role="alert">{t(problem)}</span>}
    </div>
  );
}

async function wordsFrom(file: File): Promise<string | undefined> {
  const bytes = await file.arrayBuffer();
  if (/\.docx$/i.test(file.name)) return wordsOfDocx(bytes);
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  try {
    return utf8.decode(bytes);
  } catch {
    // Text files of that time are mostly GBK.
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}
