/** How many there are, which of them are shown, and the way to the others. */
import { Button } from 'antd';
import type { ListPage } from '../../kernel/api.ts';
import { fill, useFormat, useText, words } from '../i18n/index.tsx';
import { Icon } from '../shell/icons.tsx';
import { sizes } from './list-address.ts';

export function ListPager({ page, onPage, onSize }: { readonly page: ListPage; readonly onPage: (page: number) => void; readonly onSize: (size: number) => void }) {
  const { t } = useText();
  const { number } = useFormat();
  const pages = Math.max(1, Math.ceil(page.total / page.size));
  const from = (page.page - 1) * page.size + 1;
  return (
    <nav className="list-pager" aria-label={t(words.list.pages)}>
      <span className="list-total">{t(fill(page.totalIsEstimate ? words.list.totalAbout : words.list.total, { n: number(page.total) }))}</span>
      {pages > 1 && <span>{t(fill(words.list.range, { from: number(from), to: number(from + page.rows.length - 1) }))}</span>}
      {page.total > sizes[0] && (
        <label>{t(words.list.size)}<select value={page.size} onChange={(event) => onSize(Number(event.target.value))}>{sizes.map((size) => <option key={size} value={size}>{size}</option>)}</select></label>
      )}
      {pages > 1 && (
        <span className="list-steps">
          <Button size="small" aria-label={t(words.list.previousPage)} disabled={page.page <= 1} icon={<Icon name="left" size={12} />} onClick={() => onPage(page.page - 1)} />
          <span>{t(fill(words.list.pageOf, { n: number(page.page), of: `${number(pages)}${page.totalIsEstimate ? '+' : ''}` }))}</span>
          <Button size="small" aria-label={t(words.list.nextPage)} disabled={page.totalIsEstimate ? page.rows.length < page.size : page.page >= pages} icon={<Icon name="right" size={12} />} onClick={() => onPage(page.page + 1)} />
        </span>
      )}
    </nav>
  );
}
