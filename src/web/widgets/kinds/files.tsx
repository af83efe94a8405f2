/** Files that belong to a record: attachments (附件), and photos (照片) taken with the phone's own camera. */
import { Flex } from 'antd';
import { useText } from '../../i18n/index.tsx';
import { asList, type CellProps, type Widget } from '../widget.ts';

const count: Widget['text'] = (value, _field, { titles, t }) => {
  const ids = asList(value);
  return ids.length === 0
    ? ''
    : ids.every((id) => titles[id])
      ? ids.map((id) => titles[id]).join(t(['、', ', ']))
      : t([`${ids.length} 个文件`, `${ids.length} file(s)`]);
};

export const attachment: Widget = { text: count, cell: FilesCell, wide: true };
export const photo: Widget = { text: count, cell: PhotosCell, wide: true };

export const hrefOf = (id: string): string => `/api/attachments/${id}`;

function FilesCell({ value, titles }: CellProps) {
  const { t } = useText();
  const ids = asList(value);
  return (
    <>
      {ids.map((id, at) => (
        <a key={id} className="w-file" href={hrefOf(id)} download>
          {titles[id] ?? t([`文件 ${at + 1}`, `File ${at + 1}`])}
        </a>
      ))}
    </>
  );
}

function PhotosCell({ value, titles }: CellProps) {
  const { t } = useText();
  return (
    <Flex gap={4} wrap>
      {asList(value).map((id, at) => (
        <a key={id} className="w-photo" href={hrefOf(id)} download>
          <img src={hrefOf(id)} loading="lazy" alt={titles[id] ?? t([`照片 ${at + 1}`, `Photo ${at + 1}`])} />
        </a>
      ))}
    </Flex>
  );
}
