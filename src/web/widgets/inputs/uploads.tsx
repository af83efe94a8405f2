/** Files taken into a record: dropped, chosen, or photographed with the phone's own camera. */
import { Button, Flex } from 'antd';
import { type ChangeEvent, type DragEvent, useRef, useState } from 'react';
import { messageOf } from '../../client.ts';
import { useText } from '../../i18n/index.tsx';
import { hrefOf } from '../kinds/files.tsx';
import { useUpload } from '../upload.ts';
import { asList, type InputProps, labelled } from '../widget.ts';

export const AttachmentInput = (props: InputProps) => <FilesInput {...props} photo={false} />;
export const PhotoInput = (props: InputProps) => <FilesInput {...props} photo />;

type FilesProps = InputProps & { readonly photo: boolean };

function FilesInput(props: FilesProps) {
  const { value, onChange, id, disabled = false, titles, photo: isPhoto } = props;
  const { t } = useText();
  const { names, busy, problem, add } = useUploads(props);
  const ids = asList(value);
  const drop = (e: DragEvent) => {
    e.preventDefault();
    void add([...e.dataTransfer.files]);
  };
  return (
    <div role="group" {...labelled(id)} className="w-files" onDragOver={(e) => e.preventDefault()} onDrop={drop}>
      <Flex wrap gap={8} align="center">
        {ids.map((one) => (
          <Kept key={one} id={one} name={names[one] ?? titles?.[one]} photo={isPhoto} disabled={disabled} onRemove={() => onChange(ids.filter((other) => other !== one))} />
        ))}
        {isPhoto && <Picker className="w-camera" text={t(['拍照', 'Take a photo'])} accept="image/*" camera busy={busy} disabled={disabled} onFiles={add} />}
        <Picker {...(id ? { id } : {})} text={isPhoto ? t(['选择照片', 'Choose photos']) : t(['选择文件，或拖到这里', 'Choose a file or drop it here'])}
          {...(isPhoto ? { accept: 'image/*' } : {})} busy={busy} disabled={disabled} onFiles={add} />
      </Flex>
      {problem && <span className="w-problem" role="alert">{problem}</span>}
    </div>
  );
}

function useUploads({ value, onChange }: FilesProps) {
  const { t } = useText();
  const upload = useUpload();
  const [names, setNames] = useState<{ readonly [id: string]: string }>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const add = async (files: readonly File[]) => {
    setBusy(true);
    setProblem('');
    const added: { readonly id: string; readonly name: string }[] = [];
    for (const file of files) {
      try {
        added.push(await upload.put(file));
      } catch (error) {
        setProblem(`${file.name}: ${t(messageOf(error))}`);
      }
    }
    setNames((before) => ({ ...before, ...Object.fromEntries(added.map((one) => [one.id, one.name])) }));
    if (added.length > 0) onChange([...asList(value), ...added.map((one) => one.id)]);
    setBusy(false);
  };
  return { names, busy, problem, add };
}

interface KeptProps { readonly id: string; readonly name: string | undefined; readonly photo: boolean; readonly disabled: boolean; onRemove(): void }

function Kept({ id, name, photo: isPhoto, disabled, onRemove }: KeptProps) {
  const { t } = useText();
  const { lookable } = useUpload();
  const called = name ?? (isPhoto ? t(['照片', 'Photo']) : t(['文件', 'File']));
  return (
    <span className={isPhoto && lookable ? 'w-photo' : 'w-file'}>
      {lookable ? isPhoto ? <img src={hrefOf(id)} alt={called} /> : <a href={hrefOf(id)} download>{called}</a> : called}
      <Button size="small" type="text" disabled={disabled} aria-label={`${t(['移除', 'Remove'])} ${called}`} onClick={onRemove}>×</Button>
    </span>
  );
}

interface PickerProps {
  readonly id?: string;
  readonly className?: string;
  readonly text: string;
  readonly accept?: string;
  readonly camera?: boolean;
  readonly busy: boolean;
  readonly disabled: boolean;
  onFiles(files: readonly File[]): Promise<void>;
}

function Picker({ id, className, text, accept, camera = false, busy, disabled, onFiles }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const picked = (e: ChangeEvent<HTMLInputElement>) => {
    void onFiles([...(e.target.files ?? [])]);
    e.target.value = '';
  };
  return (
    <>
      <Button {...(id ? { id } : {})} {...(className ? { className } : {})} loading={busy} disabled={disabled} onClick={() => input.current?.click()}>{text}</Button>
      <input ref={input} type="file" hidden multiple={!camera} accept={accept} {...(camera ? { capture: 'environment' as const } : {})} onChange={picked} />
    </>
  );
}
