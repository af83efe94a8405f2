/** Records of other registers that point here; each opens, and the next one starts with the link already made. */
import type { RecordPage } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { registerOf, useMeta } from '../shell/session.tsx';
import { StateTag } from '../widgets/state-tag.tsx';
import { Go, listHref, recordHref } from '../widgets/go.tsx';
import { Section } from '../widgets/section.tsx';

export function Related({ related, id }: { readonly related: RecordPage['related']; readonly id: string }) {
  const { t } = useText();
  const known = useMeta();
  return (
    <>
      {related.map((group) => {
        const meta = registerOf(known, group.register);
        const more = group.total - group.rows.length;
        // Pointed at by two fields of the same register (from one category to another): each says which.
        const twice = related.filter((other) => other.register === group.register).length > 1;
        const field = twice ? meta?.fields.find(({ name }) => name === group.field) : undefined;
        return (
          <Section
            key={`${group.register}.${group.field}`}
            title={`${t(group.label)}${field ? ` · ${t(field.label)}` : ''} ${group.total}`}
            quiet
            extra={
              meta?.mayCreate && !meta.hidden ? (
                <Go className="no-print" href={`/r/${group.register}/new?${group.field}=${id}`}>
                  {t(['新增', 'New'])}
                </Go>
              ) : null
            }>
            <ul className="p-related">
              {group.rows.map((row) => (
                <li key={row.id}>
                  <Go href={recordHref(group.register, row.id)}>{row.title}</Go> <StateTag register={meta} state={row.state} />
                </li>
              ))}
              {more > 0 && (
                <li>
                  <Go href={listHref(group.register, { field: group.field, op: 'eq', value: id })}>
                    {t([`另有 ${more} 条，查看全部`, `${more} more: see all`])}
                  </Go>
                </li>
              )}
            </ul>
          </Section>
        );
      })}
    </>
  );
}
