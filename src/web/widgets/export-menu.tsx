/** Taking away what is shown (导出): the same four forms in the same words at every list, record and report. Serves C-9, C-10. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { Label } from '../../kernel/api.ts';
import { api, messageOf, type Query, type Saved } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { Go } from './go.tsx';
import { Icon } from '../shell/icons.tsx';

export const EXPORT_FORMATS: readonly (readonly [string, Label])[] = [
  ['xlsx', ['Excel 工作簿 (.xlsx)', 'Excel workbook (.xlsx)']], ['csv', ['CSV 文本 (.csv)', 'CSV text (.csv)']], ['docx', ['Word 文档 (.docx)', 'Word document (.docx)']], ['pdf', ['PDF 文件 (.pdf)', 'PDF file (.pdf)']],
];

export interface ExportMenuProps {
  readonly path: string;
  /** Everything that says what is shown; the form and the language are added. */
  readonly query?: Query;
  /** Further ways to take it away, each a form with more said to the server. */
  readonly more?: readonly { readonly format: string; readonly label: Label; readonly query: Query }[];
  /** Said while it lasts. */
  readonly busy?: Label;
  /** How many rows, when known: very many are made as a job. */
  readonly rows?: number | undefined;
  readonly label?: Label;
  readonly disabled?: boolean;
  readonly className?: string;
}

export function ExportMenu({ path, query = {}, more = [], busy = ['正在导出…', 'Exporting…'], rows, label = ['导出', 'Export'], disabled = false, className }: ExportMenuProps) {
  const { t } = useText();
  const save = useSave();
  const later = useLater();
  const [saving, setSaving] = useState(false);
  const ways = [...EXPORT_FORMATS.map(([format, words]) => ({ format, label: words, query: {} })), ...more];
  const start = (at: number) => {
    const way = ways[at]!;
    setSaving(true);
    if (rows !== undefined && rows > LARGE && LONG.has(way.format)) { void later(path, { ...query, ...way.query, format: way.format, total: rows }).finally(() => setSaving(false)); return; }
    void save(path, { ...query, ...way.query, format: way.format }, busy).finally(() => setSaving(false));
  };
  return (
    <Dropdown trigger={['click']} disabled={disabled || saving} menu={{ items: ways.map((way, i) => ({ key: String(i), label: t(way.label) })), onClick: ({ key }) => start(Number(key)) }}>
      <Button icon={<Icon name="download" />} loading={saving} {...(className ? { className } : {})}><span>{t(label)}</span></Button>
    </Dropdown>
  );
}

/** More rows than somebody waits for; in the two forms that hold them. */
const LARGE = 20_000;
const LONG = new Set(['xlsx', 'csv']);

/** Asks for the file as a job, and says where it will be. */
function useLater(): (path: string, wanted: Query) => Promise<void> {
  const { t, lang } = useText();
  const { message } = App.useApp();
  const client = useQueryClient();
  return async (path, wanted) => {
    const given = Object.fromEntries(Object.entries({ ...wanted, lang: String(lang) }).filter(([, value]) => value !== undefined && value !== null && value !== ''));
    try {
      await api.post(path, { ...given, ...(typeof given['filter'] === 'object' ? { filter: JSON.stringify(given['filter']) } : {}) });
      void client.invalidateQueries({ queryKey: ['jobs'] });
      void message.info(<span>{t(['行数较多，已转到后台导出，完成后在', 'There are many rows; they are exported as a job. Find the file among the '])}<Go href="/jobs">{t(['后台任务', 'jobs'])}</Go>{t(['里下载。', '.'])}</span>, 8);
    } catch (error) {
      void message.error(t(messageOf(error)), 6);
    }
  };
}

/** Fetches a file and says what went wrong, what is not in it, or which characters no font could print. */
export function useSave(): (path: string, query: Query, busy: Label) => Promise<void> {
  const { lang } = useText();
  const saving = useSaving();
  return (path, query, busy) => saving(() => api.download(path, { ...query, lang }), busy);
}

/** The same for what is made from something sent along. */
export function useSaving(): (take: () => Promise<Saved>, busy: Label) => Promise<void> {
  const { t } = useText();
  const { message } = App.useApp();
  return async (take, busy) => {
    const close = message.loading(t(busy), 0);
    try {
      const { missing, note } = await take();
      if (missing) void message.warning(t([`打印字库没有这些字，已用方框和码位代替：${missing}`, `The printing fonts lack these characters; they stand as their code in a box: ${missing}`]), 10);
      if (note) void message.warning(note, 10);
    } catch (error) {
      void message.error(t(messageOf(error)), 6);
    } finally {
      close();
    }
  };
}
