/** A sentence the program composed and kept in both languages (`facts`, `facts_en`), shown in the reader's own. For `cell` of a module's overrides. */
import type { Row } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';

export const saidIn = (field: string) => (row: Row) => (typeof row[field] === 'string' ? <Said zh={row[field]} en={row[`${field}_en`]} /> : null);

function Said({ zh, en }: { readonly zh: string; readonly en: unknown }) {
  const { t } = useText();
  return <span className="w-long">{t([zh, typeof en === 'string' ? en : zh])}</span>;
}
