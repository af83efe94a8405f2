/** The shelf (现行制度): what binds field service today, the ten special rules by number, each to be read whole. Serves FS-0.3, FS-2.1. */
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { api, keys } from '../../../../web/client.ts';
import { fill, useFormat, useText } from '../../../../web/i18n/index.tsx';
import { EmptyState, Loading, PageHeading } from '../../../../web/shell/page.tsx';
import { useRegister } from '../../../../web/shell/session.tsx';
import { Go, recordHref } from '../../../../web/widgets/go.tsx';
import { RefusalNote } from '../../../../web/widgets/refusal-note.tsx';
import type { ShelfDocument } from '../figures.ts';
import './policies.css';

export function ShelfPage() {
  const { t } = useText();
  const search = useSearch({ strict: false }) as { readonly document?: string };
  const shelf = useQuery({ queryKey: keys.query('policy_shelf', {}), queryFn: () => api.get<readonly ShelfDocument[]>('/queries/policy_shelf'), retry: false });
  const documents = ordered(shelf.data ?? []);
  const shown = documents.find((d) => d.id === search.document) ?? documents[0];
  return (
    <div className="pl-shelf-page">
      <PageHeading title={t(['现行制度', 'Documents in force'])} note={t(['今天有效的策划书、责任书、会议决议和十项特别管理制度', 'What is in force today: plan book, letters, resolutions and the ten special rules'])} />
      <RefusalNote error={shelf.error} />
      {shelf.isPending && <Loading />}
      {shelf.data?.length === 0 && <EmptyState title={t(['还没有现行制度', 'Nothing is in force yet'])} text={t(['制度文件公布并生效后列在这里。', 'Documents stand here once they are published and in force.'])} />}
      {shown && <div className="pl-shelf"><Index documents={documents} shown={shown.id} /><Text of={shown} /></div>}
    </div>
  );
}

/** The ten rules last, in their order; the rest by kind. */
const ordered = (all: readonly ShelfDocument[]): readonly ShelfDocument[] => [...all].sort((a, b) => (a.rule_no ?? 0) - (b.rule_no ?? 0));

function Index({ documents, shown }: { readonly documents: readonly ShelfDocument[]; readonly shown: string }) {
  const { t } = useText();
  const { history } = useRouter();
  const kinds = [...new Map(documents.map((d) => [d.kind[1], d.kind])).values()];
  return (
    <nav className="pl-index" aria-label={t(['制度目录', 'Contents'])}>
      {kinds.map((kind) => {
        const own = documents.filter((d) => d.kind[1] === kind[1]);
        return (
          <div key={kind[1]}>
            <h2>{t(kind)}{own.length > 1 && ` · ${own.length}`}</h2>
            {own.map((d) => (
              <button key={d.id} type="button" aria-current={d.id === shown} onClick={() => history.push(`${location.pathname}?document=${d.id}`)}>
                <span>{d.rule_no ?? ''}</span><span>{d.title}</span>
              </button>
            ))}
          </div>
        );
      })}
    </nav>
  );
}

function Text({ of }: { readonly of: ShelfDocument }) {
  const { t } = useText();
  const format = useFormat();
  const register = useRegister('policy');
  return (
    <article className="pl-letter">
      <h3>{of.title}</h3>
      <p className="pl-facts">
        <span>{of.code}</span><span>{t(fill(['第 {n} 版', 'version {n}'], { n: of.version_no }))}</span><span>{t(fill(['{day} 起生效', 'in force from {day}'], { day: format.date(of.effective_from) }))}</span>
        {of.decided_by && <span>{of.decided_by}</span>}
        {register && <Go href={recordHref('policy', of.id)}>{of.earlier > 0 ? t(fill(['档案与前 {n} 版', 'Record and {n} earlier versions'], { n: of.earlier })) : t(['档案', 'Record'])}</Go>}
      </p>
      <p className="w-long">{of.body}</p>
      <p className="w-note">{t(['文本校验码', 'Hash of the text'])} <span className="pl-hash">{of.content_hash}</span></p>
    </article>
  );
}
