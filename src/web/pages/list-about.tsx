/** On paper a list says what it is: view, words looked for, filter, order, which rows of how many, who printed it and when. Not seen on the screen, where the bar says it. */
import type { ListPage, RegisterMeta } from '../../kernel/api.ts';
import { orderWords } from '../../server/list-words.rules.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { useMe } from '../shell/session.tsx';
import type { ListSearch } from './list-address.ts';
import { filterFields, filterSaid } from './list-filter.ts';
import { fieldOf } from './list-group.ts';
import { useCurrentView } from './list-views.tsx';

export function ListAbout({ register, search, page }: { readonly register: RegisterMeta; readonly search: ListSearch; readonly page: ListPage }) {
  const { t, lang } = useText();
  const format = useFormat();
  const me = useMe();
  const { name: view } = useCurrentView(register, search);
  const told = (name: string) => { const field = fieldOf(register, name); return field && { ...field, text: String }; };
  const first = (page.page - 1) * page.size + 1;
  const said: readonly (readonly [label: string, value: string])[] = [
    [t(['视图', 'View']), view ?? ''], [t(['检索', 'Search']), search.q ?? ''],
    [t(['筛选', 'Filter']), search.filter ? filterSaid(search.filter, filterFields(register), page.titles, { t, lang, format }) : t(['无', 'none'])],
    [t(['排序', 'Order']), search.sort ? orderWords(search.sort, lang, told) : ''],
    [t(['本页', 'This page']), t([`第 ${format.number(first)}–${format.number(first + page.rows.length - 1)} 条，共 ${format.number(page.total)}${page.totalIsEstimate ? ' 以上' : ''}`, `rows ${format.number(first)}–${format.number(first + page.rows.length - 1)} of ${format.number(page.total)}${page.totalIsEstimate ? '+' : ''}`])],
    [t(['制表', 'Made by']), `${me.displayName}　${format.dateTime(new Date().toISOString())}`],
  ];
  return <p className="print-only list-about">{said.filter(([, value]) => value !== '').map(([label, value]) => <span key={label}>{label}{t(['：', ': '])}{value}</span>)}</p>;
}
