/** How the organisation's papers look (单据与文件样式): logo, name, address, footer, and a note for each kind of slip; what is typed is seen at once on a slip and on a document. Serves C-9. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Segmented, Select } from 'antd';
import { useId, useRef, useState } from 'react';
import type { Label, PaperPart, PaperStyle, PaperStylePage, SlipPage, SlipStyle } from '../../kernel/api.ts';
import { api } from '../client.ts';
import { useFormat, useText, words } from '../i18n/index.tsx';
import { Paper, type PaperSize } from '../print/paper.tsx';
import { Failure, Loading, PageHeading, useTitle } from '../shell/page.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import { Section } from '../widgets/section.tsx';
import './papers.css';

const KEY = ['paper-style'] as const;
const PARTS: readonly (readonly [PaperPart, Label])[] = [
  ['logo', ['图标', 'Logo']], ['address', ['地址与电话', 'Address and phone']], ['footer', ['页脚文字', 'Footer']], ['qr', ['二维码', 'QR code']], ['check', ['内容校验码', 'Content check']],
];

export function PapersPage() {
  const { t } = useText();
  const title = t(words.shell.papers);
  useTitle(title);
  const found = useQuery({ queryKey: KEY, queryFn: () => api.get<PaperStylePage>('/paper-style') });
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data) return <Loading />;
  return <Editor key={found.data.version} page={found.data} title={title} />;
}

function Editor({ page, title }: { readonly page: PaperStylePage; readonly title: string }) {
  const { t } = useText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [style, setStyle] = useState(page.style);
  const [kind, setKind] = useState(page.kinds[0]?.name ?? '');
  const save = useMutation({
    mutationFn: () => api.post('/paper-style', { style, version: page.version }),
    onSuccess: () => { void message.success(t(['已保存，从现在起开具的单据和导出的文件都用新样式', 'Saved: slips issued and files made from now on look like this'])); void client.invalidateQueries({ queryKey: KEY }); },
  });
  const changed = JSON.stringify(style) !== JSON.stringify(page.style);
  return (
    <div className="papers">
      <PageHeading title={title} note={t(['只改以后的：已开具的单据补打时仍是当时的样子', 'Changes what is issued from now on: a slip printed again looks as it did'])}>
        <Button disabled={!changed || save.isPending} onClick={() => setStyle(page.style)}>{t(['还原', 'Undo'])}</Button>
        <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>{t(['保存样式', 'Save'])}</Button>
      </PageHeading>
      <RefusalNote error={save.error} />
      <div className="papers-columns">
        <div>
          <Section title={t(['抬头与页脚', 'Head and foot'])}>
            <Logo logo={style.logo} onChange={(logo) => setStyle({ ...style, logo })} />
            <Both label={['名称', 'Name']} hint={['留空则用组织名称', 'Empty: the organisation’s own name']} most={60} value={style.name} onChange={(name) => setStyle({ ...style, name })} />
            <Both label={['地址与电话', 'Address and phone']} most={120} value={style.address} onChange={(address) => setStyle({ ...style, address })} />
            <Both label={['页脚文字', 'Footer']} most={200} rows={2} value={style.footer} onChange={(footer) => setStyle({ ...style, footer })} />
          </Section>
          <Section title={t(['各种单据', 'Kinds of slips'])}>
            <KindStyle page={page} kind={kind} onKind={setKind} style={style} onStyle={setStyle} />
          </Section>
          <Versions page={page} />
        </div>
        <Preview page={page} style={style} kind={kind} />
      </div>
    </div>
  );
}

function Both({ label, hint, most, rows = 1, value, onChange }: { readonly label: Label; readonly hint?: Label; readonly most: number; readonly rows?: number; readonly value: Label; readonly onChange: (value: Label) => void }) {
  const { t } = useText();
  const id = useId();
  const one = (at: 0 | 1, tongue: Label) => {
    const given = { id: `${id}${at}`, 'aria-label': `${t(label)} ${t(tongue)}`, placeholder: t(tongue), maxLength: most, value: value[at], onChange: (e: { target: { value: string } }) => onChange(at === 0 ? [e.target.value, value[1]] : [value[0], e.target.value]) };
    return rows === 1 ? <Input {...given} /> : <Input.TextArea {...given} autoSize={{ minRows: rows, maxRows: 6 }} />;
  };
  return (
    <div className="papers-field">
      <label htmlFor={`${id}0`}>{t(label)}</label>
      <div>{one(0, ['中文', 'Chinese'])}{one(1, ['英文', 'English'])}{hint && <small>{t(hint)}</small>}</div>
    </div>
  );
}

const MOST_BYTES = 200 * 1024;
function Logo({ logo, onChange }: { readonly logo: string | null; readonly onChange: (logo: string | null) => void }) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Label | null>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    if (file.size > MOST_BYTES) { setProblem(['图标不超过 200 KB', 'The logo may have at most 200 KB']); return; }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const type = bytes[0] === 0x89 && bytes[1] === 0x50 ? 'png' : bytes[0] === 0xff && bytes[1] === 0xd8 ? 'jpeg' : null;
    if (!type) { setProblem(['只接受 PNG 或 JPEG 图片，不接受 SVG 等其他格式', 'Only PNG or JPEG; SVG and other kinds are not accepted']); return; }
    onChange(`data:image/${type};base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`);
  };
  return (
    <div className="papers-field">
      <span>{t(['图标', 'Logo'])}</span>
      <div className="papers-logo">
        {logo && <img src={logo} alt={t(['现在的图标', 'The logo as it is'])} />}
        <input ref={input} type="file" accept="image/png,image/jpeg" hidden aria-label={t(['选择图标文件', 'Choose a logo file'])} onChange={(e) => { void read(e.target.files?.[0]); e.target.value = ''; }} />
        <Button onClick={() => input.current?.click()}>{t(logo ? ['更换…', 'Replace…'] : ['选择图片…', 'Choose a picture…'])}</Button>
        {logo && <Button type="text" onClick={() => onChange(null)}>{t(['移除', 'Remove'])}</Button>}
        <small>{problem ? <b role="alert">{t(problem)}</b> : t(['PNG 或 JPEG，不超过 200 KB', 'PNG or JPEG, at most 200 KB'])}</small>
      </div>
    </div>
  );
}

const PLAIN: SlipStyle = { note: ['', ''], hidden: [] };
function KindStyle({ page, kind, onKind, style, onStyle }: { readonly page: PaperStylePage; readonly kind: string; readonly onKind: (kind: string) => void; readonly style: PaperStyle; readonly onStyle: (style: PaperStyle) => void }) {
  const { t } = useText();
  const own = style.slips[kind] ?? PLAIN;
  const put = (next: SlipStyle) => {
    const { [kind]: _before, ...others } = style.slips;
    const plain = next.hidden.length === 0 && next.note[0] === '' && next.note[1] === '';
    onStyle({ ...style, slips: plain ? others : { ...others, [kind]: next } });
  };
  return (
    <>
      <div className="papers-field"><span>{t(['单据', 'Slip'])}</span>
        <Select aria-label={t(['单据种类', 'Kind of slip'])} showSearch={{ optionFilterProp: 'label' }} value={kind} onChange={onKind} options={page.kinds.map((one) => ({ value: one.name, label: `${t(one.label)}（${t(one.module)}）${style.slips[one.name] ? ' ●' : ''}` }))} />
      </div>
      <Both label={['附加说明', 'Note']} hint={['印在这种单据的正文下方', 'Printed below the body of slips of this kind']} most={300} rows={2} value={own.note} onChange={(note) => put({ ...own, note })} />
      <div className="papers-field"><span>{t(['印出', 'Printed'])}</span>
        <div className="papers-parts" role="group" aria-label={t(['印出的部分', 'Parts printed'])}>
          {PARTS.map(([part, label]) => <Checkbox key={part} checked={!own.hidden.includes(part)} onChange={(e) => put({ ...own, hidden: e.target.checked ? own.hidden.filter((one) => one !== part) : [...own.hidden, part] })}>{t(label)}</Checkbox>)}
        </div>
      </div>
    </>
  );
}

function Versions({ page }: { readonly page: PaperStylePage }) {
  const { t } = useText();
  const format = useFormat();
  if (page.versions.length === 0) return null;
  return (
    <Section title={t(['版本', 'Versions'])}>
      <ul className="papers-versions">{page.versions.map((one) => <li key={one.version}><b>{t([`第 ${one.version} 版`, `Version ${one.version}`])}</b> {format.dateTime(one.at)} {one.by}</li>)}</ul>
    </Section>
  );
}

function Preview({ page, style, kind }: { readonly page: PaperStylePage; readonly style: PaperStyle; readonly kind: string }) {
  const { t } = useText();
  const [what, setWhat] = useState<PaperSize | 'document'>('a4');
  const slip: SlipPage = { ...page.sample, style, kind, label: page.kinds.find((one) => one.name === kind)?.label ?? page.sample.label };
  return (
    <aside className="papers-preview" aria-label={t(['预览', 'Preview'])}>
      <Segmented aria-label={t(['预览哪一种', 'Preview of'])} value={what} onChange={(next) => setWhat(next as typeof what)} options={[{ value: 'a4', label: t(['单据 A4', 'Slip A4']) }, { value: '80mm', label: t(['单据 80 毫米', 'Slip 80 mm']) }, { value: 'document', label: t(['文件', 'Document']) }]} />
      {what === 'document' ? <DocumentSample slip={slip} /> : <Paper slip={slip} size={what} />}
    </aside>
  );
}

/** The head and foot that lists, records and reports have as PDF and Word. */
function DocumentSample({ slip }: { readonly slip: SlipPage }) {
  const { t } = useText();
  const { style } = slip;
  return (
    <div className="slip-papers w-scroll" role="region" tabIndex={0} aria-label={t(['文件预览', 'Preview of a document'])}>
      <article className="papers-document">
        {style.logo && <img src={style.logo} alt="" />}
        <p>{t(style.name) || slip.organisation}</p>
        {t(style.address) && <p className="slip-small">{t(style.address)}</p>}
        <h2>{t(['登记列表', 'A list'])}</h2>
        <table className="slip-table">
          <thead><tr>{[['编号', 'Number'], ['事项', 'Matter'], ['金额', 'Amount']].map((head) => <th key={head[0]} scope="col">{t(head as unknown as Label)}</th>)}</tr></thead>
          <tbody>{[1, 2, 3].map((n) => <tr key={n}><td>YP-000{n}</td><td>{t(['样例', 'Sample'])} {n}</td><td className="w-num">{n * 100}.00</td></tr>)}</tbody>
        </table>
        <footer>{t(style.footer) && <p>{t(style.footer)}</p>}<p>{t(['制表：样例　　第 1 页', 'Made by: Sample    Page 1'])}</p></footer>
      </article>
    </div>
  );
}
