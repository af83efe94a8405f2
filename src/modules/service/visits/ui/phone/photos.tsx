/** Photographs: taken with the phone's camera, made smaller here, kept on the device until they have arrived. */
import { type ChangeEvent, useEffect, useState } from 'react';
import { useText } from '../../../../../web/i18n/index.tsx';
import { newId } from '../../../../../web/client/wire.ts';
import { change as changeStored, keep, readOne } from '../../../../../web/offline/database.ts';
import { sha256, smaller } from '../../../../../web/offline/device.ts';
import type { WaitingFile } from '../../../../../web/offline/outbox.ts';
import type { DraftPhoto } from './draft.ts';
import { Section } from './parts.tsx';
import type { PartProps } from './visit.tsx';

const MOST = 12;

export function Photos({ draft, change }: PartProps) {
  const { t } = useText();
  const [problem, setProblem] = useState(false);
  const { photos } = draft;
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])].slice(0, MOST - photos.length);
    event.target.value = '';
    setProblem(false);
    try {
      const taken = await Promise.all(chosen.map((file) => kept(file, draft.owner, draft.id)));
      const fresh = taken.filter((one, i) => ![...photos, ...taken.slice(0, i)].some((other) => other.sha256 === one.sha256));
      if (fresh.length > 0) change({ photos: [...photos, ...fresh] });
    } catch {
      setProblem(true);
    }
  };
  const remove = async (photo: DraftPhoto) => {
    change({ photos: photos.filter((one) => one.file !== photo.file) });
    await changeStored(async (tx) => { tx.remove('files', photo.file); });
  };
  return (
    <Section id="photos" title={t(['照片', 'Photographs'])} done={photos.length > 0} note={photos.length > 0 ? `${photos.length} / ${MOST}` : undefined}>
      <ul className="photos">
        {photos.map((photo, at) => (
          <li key={photo.file}>
            <Thumbnail file={photo.file} name={photo.caption || t([`照片 ${at + 1}`, `Photograph ${at + 1}`])} />
            <input aria-label={t([`照片 ${at + 1} 的说明`, `Caption of photograph ${at + 1}`])} placeholder={t(['说明', 'Caption'])} maxLength={60} value={photo.caption} onChange={(e) => change({ photos: photos.map((one) => (one.file === photo.file ? { ...one, caption: e.target.value } : one)) })} />
            <button type="button" className="remove" aria-label={t([`移除照片 ${at + 1}`, `Remove photograph ${at + 1}`])} onClick={() => void remove(photo)}>×</button>
          </li>
        ))}
      </ul>
      {photos.length < MOST && (
        <label className="camera">
          <input type="file" accept="image/*" capture="environment" onChange={(event) => void take(event)} aria-label={t(['拍照', 'Take a photograph'])} />
          <span aria-hidden>+ {t(['拍照', 'Take a photograph'])}</span>
        </label>
      )}
      {problem && <p className="problem" role="alert">{t(['这张照片读不出来或手机空间不足，没有保存。', 'This picture could not be read, or the phone is full; it was not kept.'])}</p>}
    </Section>
  );
}

/** Stored before it is named in the draft: a draft never speaks of a picture that is not there. */
async function kept(picture: File, owner: string, group: string): Promise<DraftPhoto> {
  const blob = await smaller(picture);
  const file: WaitingFile = { id: newId(), owner, group, name: `visit-${newId().slice(-6)}.jpg`, type: 'image/jpeg', sha256: await sha256(blob), blob, takenAt: new Date().toISOString() };
  await keep('files', file);
  return { file: file.id, sha256: file.sha256, caption: '', takenAt: file.takenAt, uploadKey: newId() };
}

export function Thumbnail({ file, name }: { readonly file: string; readonly name: string }) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    let made = '';
    void readOne<WaitingFile>('files', file).then((found) => { if (found) { made = URL.createObjectURL(found.blob); setAddress(made); } });
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address ? <img src={address} alt={name} /> : <span className="no-picture" />;
}
