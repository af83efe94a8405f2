/** Everything that happened to a record, newest first, in whole sentences; with who acted for whom, why, and what changed. */
import { Button } from 'antd';
import { useState } from 'react';
import type { Row, TimelineEntry } from '../../kernel/api.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { actorName, reasonText } from '../widgets/actor-name.ts';
import { useOverrides } from '../widgets/known.ts';

const SHOWN = 15;

export function Timeline({ entries, register }: { readonly entries: readonly TimelineEntry[]; readonly register: string }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const sorted = entries.toSorted((a, b) => b.at.localeCompare(a.at));
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  return (
    <section aria-label={t(['经过', 'History'])}>
      <h2 className="p-timeline-head">{t(['经过', 'History'])}</h2>
      {entries.length === 0 && <p className="w-quiet">{t(['还没有发生什么', 'Nothing has happened yet'])}</p>}
      <ol className="p-timeline">
        {shown.map((entry, at) => (
          <Entry key={`${entry.at}${at}`} entry={entry} register={register} />
        ))}
      </ol>
      {sorted.length > shown.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t([`更早的 ${sorted.length - shown.length} 条`, `${sorted.length - shown.length} earlier`])}
        </Button>
      )}
    </section>
  );
}

function Entry({ entry, register }: { readonly entry: TimelineEntry; readonly register: string }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <li>
      <p className="p-timeline-when">
        <time dateTime={entry.at} title={format.ago(entry.at)}>
          {format.dateTime(entry.at)}
        </time>{' '}
        {actorName(entry.actor, t)}
        {entry.onBehalfOf && t([`（代${entry.onBehalfOf}）`, ` (for ${entry.onBehalfOf})`])}
      </p>
      <p>{t(entry.sentence)}</p>
      {entry.reason && (
        <p className="p-timeline-reason">
          {t(['事由：', 'Reason: '])}
          {reasonText(entry.reason, t)}
        </p>
      )}
      <Changes changes={entry.changes} register={register} />
    </li>
  );
}

// What a record began with stands beside already; only later changes are worth reading at once.
function Changes({ changes, register }: Pick<TimelineEntry, 'changes'> & { readonly register: string }) {
  const { t } = useText();
  const cells = useOverrides().cell;
  // What the program wrote for itself is drawn by its module here as well.
  const read = (field: string, text: string) => (/^[[{]+"/.test(text) && cells?.[`${register}.${field}`]?.({ [field]: text } as Row, {})) || text;
  if (changes.length === 0) return null;
  const list = (
    <ul className="p-timeline-changes">
      {changes.map((change) => (
        <li key={change.field}>
          <span>{t(change.label)}</span> {change.before && <><del>{read(change.field, change.before)}</del> → </>}<ins>{change.after ? read(change.field, change.after) : t(['空', 'empty'])}</ins>
        </li>
      ))}
    </ul>
  );
  if (changes.length < 4 || changes.some((change) => change.before)) return list;
  return <details><summary>{t([`${changes.length} 项内容`, `${changes.length} fields`])}</summary>{list}</details>;
}
