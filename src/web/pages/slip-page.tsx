/**
 * A slip on screen and on paper: it looks like the form it replaces, one sheet per copy with the copy's name at the
 * edge, stamps at a slight angle, signatures as drawn. Printing is counted first, so that a reprint says 补打. Serves C-9.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Button, Segmented, Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { SlipPage } from '../../kernel/api.ts';
import { api, keys } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import { PageTitle, useTitle } from '../shell/page.tsx';
import { Paper, type PaperSize } from '../print/paper.tsx';
import { Go, recordHref } from '../widgets/go.tsx';
import { RefusalNote } from '../widgets/refusal-note.tsx';
import './record-side.css';

const SIZE_KEPT = 'dutydesk.paper';

export function SlipView({ id }: { readonly id: string }) {
  const { t } = useText();
  const [paper, setPaper] = useState<PaperSize>(() => (localStorage.getItem(SIZE_KEPT) === '80mm' ? '80mm' : 'a4'));
  const slip = useQuery({ queryKey: keys.slip(id), queryFn: () => api.get<SlipPage>(`/slips/${id}`), retry: false });
  useTitle(slip.data ? `${t(slip.data.label)} ${slip.data.number}` : t(['单据', 'Slip']));
  const printing = usePrinting(id, paper);
  usePrintAtOnce(slip.data, () => printing.mutate());
  const choose = (next: PaperSize) => {
    localStorage.setItem(SIZE_KEPT, next);
    setPaper(next);
  };
  if (slip.error)
    return (
      <div className="p-slip">
        <RefusalNote error={slip.error} />
      </div>
    );
  if (!slip.data)
    return (
      <div className="p-slip">
        <Skeleton active paragraph={{ rows: 10 }} />
      </div>
    );
  const { record, number, label, printed, cancelled } = slip.data;
  return (
    <div className="p-slip">
      <header className="p-slip-head no-print">
        <div>
          <p className="p-record-from">
            <Go href={recordHref(record.register, record.id)}>{t(['回到记录', 'Back to the record'])}</Go>
          </p>
          <PageTitle>
            {t(label)} <span className="w-figure">{number}</span>
          </PageTitle>
        </div>
        <div className="p-slip-tools">
          <Segmented
            aria-label={t(['纸张', 'Paper'])}
            value={paper}
            onChange={(next) => choose(next as PaperSize)}
            options={[
              { value: 'a4', label: 'A4' },
              { value: '80mm', label: t(['80 毫米', '80 mm']) },
            ]}
          />
          <Button onClick={() => void api.download(`/slips/${id}/pdf`, { paper })}>PDF</Button>
          <Button type="primary" autoFocus disabled={cancelled} loading={printing.isPending} onClick={() => printing.mutate()}>
            {printed > 0 ? t(['补打', 'Reprint']) : t(['打印', 'Print'])}
          </Button>
        </div>
      </header>
      <RefusalNote error={printing.error} />
      <Paper slip={slip.data} size={paper} />
    </div>
  );
}

/** `?print=1`, as it stands behind 'print the slip' after a step: the second and last confirmation of a sale. */
function usePrintAtOnce(slip: SlipPage | undefined, print: () => void) {
  const { history } = useRouter();
  const { print: wanted } = useSearch({ strict: false }) as { print?: unknown };
  const done = useRef(false);
  useEffect(() => {
    if (wanted === undefined || !slip || done.current) return;
    done.current = true;
    history.replace(location.pathname);
    if (!slip.cancelled) print();
  });
}

// The count comes first: paper that nobody counted would be a copy nobody knows of.
function usePrinting(id: string, paper: PaperSize) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<SlipPage>(`/slips/${id}/print`, { paper }),
    onSuccess: (counted) => {
      flushSync(() => client.setQueryData(keys.slip(id), counted));
      setTimeout(() => {
        window.print();
        void client.invalidateQueries({ queryKey: keys.records(counted.record.register) });
      }, 50);
    },
  });
}
