/** Files that belong to a record: attachments (附件), and photos (照片) taken with the phone's own camera. */
import { Button, Flex } from 'antd';
import { useRef, useState } from 'react';
import type { AttachmentRef } from '../../../kernel/api.ts';
import { api, ApiRefusal } from '../../client.ts';
import { useText } from '../../i18n/index.tsx';
import { asList, type CellProps, type InputProps, labelled, type Widget } from '../widget.ts';

const count: Widget['text'] = (value, _field, { titles, t }) => {
  const ids = asList(value);
  return ids.length === 0 ? '' : ids.every((id) => titles[id]) ? ids.map((id) => titles[id]).join(t(['、', ', '])) : t([`${ids.length} 个文件`, `${ids.length} file(s)`]);
};

export const attachment: Widget = { input: (props) => <FilesInput {...props} photo={false} />, text: count, cell: FilesCell, wide: true };
export const photo: Widget = { input: (props) => <FilesInput {...props} photo />, text: count, cell: PhotosCell, wide: true };

const hrefOf = (id: string): string => `/api/attachments/${id}`;

function FilesInput({ value, onChange, id, disabled, titles, photo: isPhoto }: InputProps & { readonly photo: boolean }) {
  const { t } = useText();
  const picker = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [names, setNames] = useState<{ readonly [id: string]: string }>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const ids = asList(value);
  const add = async (files: readonly File[]) => {
    setBusy(true);
    setProblem('');
    const added: AttachmentRef[] = [];
    for (const file of files) {
      try { added.push(await api.upload(file)); } catch (error) {
        setProblem(`${file.name}: ${error instanceof ApiRefusal ? t(error.body.message) : t(['没有传上去，请再试', 'Not uploaded, please try again'])}`);
      }
    }
    setNames((before) => ({ ...before, ...Object.fromEntries(added.map((one) => [one.id, one.name])) }));
    if (added.length > 0) onChange([...ids, ...added.map((one) => one.id)]);
    setBusy(false);
  };
  return (
    <div role="group" {...labelled(id)} className="w-files" onDragOver={(e) => e.preventDefault()} onDrop={(e) => { e.preventDefault(); void add([...e.dataTransfer.files]); }}>
      <Flex wrap gap={8} align="center">
        {ids.map((one) => (
          <span key={one} className={isPhoto ? 'w-photo' : 'w-file'}>
            {isPhoto ? <img src={hrefOf(one)} alt={names[one] ?? titles?.[one] ?? t(['照片', 'Photo'])} /> : <a href={hrefOf(one)} download>{names[one] ?? titles?.[one] ?? t(['文件', 'File'])}</a>}
            <Button size="small" type="text" disabled={disabled ?? false} aria-label={t(['移除', 'Remove']) + (names[one] ?? '')} onClick={() => onChange(ids.filter((other) => other !== one))}>×</Button>
          </span>
        ))}
        {isPhoto && <Button className="w-camera" loading={busy} disabled={disabled ?? false} onClick={() => camera.current?.click()}>{t(['拍照', 'Take a photo'])}</Button>}
        <Button {...(id ? { id } : {})} loading={busy} disabled={disabled ?? false} onClick={() => picker.current?.click()}>{isPhoto ? t(['选择照片', 'Choose photos']) : t(['选择文件，或拖到这里', 'Choose a file or drop it here'])}</Button>
      </Flex>
      <input ref={picker} type="file" hidden multiple {...(isPhoto ? { accept: 'image/*' } : {})} onChange={(e) => { void add([...(e.target.files ?? [])]); e.target.value = ''; }} />
      {isPhoto && <input ref={camera} type="file" hidden accept="image/*" capture="environment" onChange={(e) => { void add([...(e.target.files ?? [])]); e.target.value = ''; }} />}
      {problem && <span className="w-problem" role="alert">{problem}</span>}
    </div>
  );
}

function FilesCell({ value, titles }: CellProps) {
  const { t } = useText();
  const ids = asList(value);
  return <>{ids.map((id, at) => <a key={id} className="w-file" href={hrefOf(id)} download>{titles[id] ?? t([`文件 ${at + 1}`, `File ${at + 1}`])}</a>)}</>;
}

function PhotosCell({ value, titles }: CellProps) {
  const { t } = useText();
  return <Flex gap={4} wrap>{asList(value).map((id, at) => <a key={id} className="w-photo" href={hrefOf(id)} download><img src={hrefOf(id)} loading="lazy" alt={titles[id] ?? t([`照片 ${at + 1}`, `Photo ${at + 1}`])} /></a>)}</Flex>;
}
