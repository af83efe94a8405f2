/** The user guide (使用说明) as it ships with the product: docs/guide in the reader's language, each chapter loaded when it is opened. */
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { ChapterText } from '../guide/chapter-text.tsx';
import { type Chapter, chapterNamed, CHAPTERS, type Part, PARTS, type Subject, subjectOf } from '../guide/chapters.ts';
import { type Heading, parse } from '../guide/markdown.ts';
import { useText, words } from '../i18n/index.tsx';
import { useNarrow } from '../shell/appearance.tsx';
import { Failure, Loading, PageHeading } from '../shell/page.tsx';
import { useMeta } from '../shell/session.tsx';
import { NotFoundPage } from './not-found.tsx';
import './guide.css';

/** `page`: the address somebody asks help for; then the chapter that speaks of it is opened, at its section. */
export function GuidePage({ chapter: name, page }: { readonly chapter?: string | undefined; readonly page?: string | undefined }) {
  const { t, lang } = useText();
  const modules = useMeta().modules;
  const chapter = name === undefined ? undefined : chapterNamed(name);
  const subject = page === undefined ? undefined : subjectOf(page, modules);
  const shown = subject?.chapter.name ?? chapter?.name ?? 'README';
  const found = useQuery({ queryKey: ['guide', lang, shown], queryFn: async () => parse(await load(languages[lang], shown)), staleTime: Number.POSITIVE_INFINITY });
  useJump(found.data?.headings);
  useLeading(subject, found.data?.headings);
  if (name !== undefined && !chapter) return <NotFoundPage />;
  if (found.error) return <Failure error={found.error} onRetry={() => { void found.refetch(); }} />;
  if (!found.data || subject) return <Loading />;
  return (
    <div className="guide">
      <Contents chapter={chapter} headings={found.data.headings} />
      <article className="guide-text">
        <PageHeading title={chapter ? t(chapter.label) : t(words.shell.guide)} help={false} />
        <ChapterText parsed={found.data} picture={(address) => pictures[`../../../docs/guide/${address.replace(/^\.\.\//, '')}`]} />
        {chapter && <Neighbours chapter={chapter} />}
      </article>
    </div>
  );
}

/** From the question to the answer, once: the address that stays is the chapter's. */
function useLeading(subject: Subject | undefined, headings: readonly Heading[] | undefined): void {
  const navigate = useNavigate();
  const chapter = subject?.chapter.name;
  const section = subject && headings?.find((one) => one.pages.includes(subject.page))?.anchor;
  const ready = headings !== undefined;
  useEffect(() => { if (chapter && ready) void navigate({ to: '/guide/$chapter', params: { chapter }, ...(section ? { hash: section } : {}), replace: true }); }, [chapter, section, ready, navigate]);
}

/** The address may name a section before its text is there. */
function useJump(headings: readonly Heading[] | undefined): void {
  const { hash } = useLocation();
  useEffect(() => {
    const section = headings && hash ? document.getElementById(decodeURIComponent(hash)) : null;
    section?.focus({ preventScroll: true });
    section?.scrollIntoView();
  }, [headings, hash]);
}

function Contents({ chapter, headings }: { readonly chapter: Chapter | undefined; readonly headings: readonly Heading[] }) {
  const { t } = useText();
  const narrow = useNarrow();
  const parts = useMemo(() => (Object.keys(PARTS) as Part[]).map((part) => ({ part, chapters: CHAPTERS.filter((one) => one.part === part) })), []);
  const list = (
    <nav aria-label={t(words.shell.guideContents)}>
      {parts.map(({ part, chapters }) => (
        <section key={part} aria-labelledby={`guide-${part}`}>
          <h2 id={`guide-${part}`}>{t(PARTS[part])}</h2>
          <ul>{chapters.map((one) => (
            <li key={one.name}>
              <Link to="/guide/$chapter" params={{ chapter: one.name }} {...(one === chapter ? { 'aria-current': 'page' as const } : {})}>{t(one.label)}</Link>
              {one === chapter && <ul>{headings.filter(({ depth }) => depth === 2).map(({ text, anchor }) => <li key={anchor}><a href={`#${anchor}`}>{text}</a></li>)}</ul>}
            </li>
          ))}</ul>
        </section>
      ))}
    </nav>
  );
  return narrow ? <details className="guide-contents no-print" key={chapter?.name}><summary>{t(words.shell.guideContents)}</summary>{list}</details> : <div className="guide-contents no-print">{list}</div>;
}

function Neighbours({ chapter }: { readonly chapter: Chapter }) {
  const { t } = useText();
  const at = CHAPTERS.indexOf(chapter);
  const [before, after] = [CHAPTERS[at - 1], CHAPTERS[at + 1]];
  return (
    <nav className="guide-neighbours no-print" aria-label={t(words.shell.guideNeighbours)}>
      {before ? <Link to="/guide/$chapter" params={{ chapter: before.name }}>← {t(before.label)}</Link> : <span />}
      {after && <Link to="/guide/$chapter" params={{ chapter: after.name }}>{t(after.label)} →</Link>}
    </nav>
  );
}

const languages = ['zh', 'en'] as const;
const texts = import.meta.glob<string>(['../../../docs/guide/zh/*.md', '../../../docs/guide/en/*.md'], { query: '?raw', import: 'default' });
const pictures = import.meta.glob<string>('../../../docs/guide/images/*/*.webp', { query: '?url', import: 'default', eager: true });

async function load(language: string, chapter: string): Promise<string> {
  const found = texts[`../../../docs/guide/${language}/${chapter}.md`];
  if (!found) throw new Error(`no chapter ${language}/${chapter}`);
  return found();
}
