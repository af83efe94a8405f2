/**
 * A chapter's Markdown, taken apart by `marked`; nothing of it ever becomes HTML. Headings get the anchors GitHub gives them. A comment
 * behind a heading, `<!-- /r/lost_item /p/points/counter -->`, says which pages the section speaks of: there their `?` leads.
 */
import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';

export interface Heading { readonly depth: number; readonly text: string; readonly anchor: string; readonly pages: readonly string[] }
export interface Parsed {
  readonly title: string;
  /** Without the title, which the page shows itself. */
  readonly tokens: readonly Token[];
  readonly headings: readonly Heading[];
  readonly anchors: ReadonlyMap<Token, string>;
}

export function parse(markdown: string): Parsed {
  const all = lexer(markdown);
  const headings: Heading[] = [];
  const anchors = new Map<Token, string>();
  let title = '';
  for (const token of all as MarkedToken[]) {
    if (token.type === 'heading' && token.depth === 1) title = plain(token.tokens);
    else if (token.type === 'heading') {
      const text = plain(token.tokens);
      const taken = headings.filter((one) => one.anchor.replace(/-\d+$/, '') === slug(text)).length;
      const anchor = taken === 0 ? slug(text) : `${slug(text)}-${taken}`;
      headings.push({ depth: token.depth, text, anchor, pages: [] });
      anchors.set(token, anchor);
    } else if (token.type === 'html') {
      const pages = /^<!--((?:\s+\/\S*)+)\s*-->\s*$/.exec(token.text)?.[1]?.trim().split(/\s+/) ?? [];
      const last = headings.pop();
      if (last) headings.push({ ...last, pages: [...last.pages, ...pages] });
    }
  }
  return { title, tokens: all.filter((token) => !(token.type === 'heading' && token['depth'] === 1) && token.type !== 'html'), headings, anchors };
}

/** Every token below these, in order. */
export function within(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...within(below(token as MarkedToken))]);
}

export const plain = (tokens: readonly Token[]): string => tokens.map((token) => ('tokens' in token && token.tokens ? plain(token.tokens) : 'text' in token ? token['text'] as string : '')).join('');

export const slug = (text: string): string => text.trim().toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');

/** 'lost-property.md#claims' beside the chapter is a chapter, '#claims' a place in it; anything else leads out of the guide. */
export function linked(href: string): { readonly chapter: string | null; readonly anchor: string } | null {
  const found = /^(?:([a-z-]+)\.md)?(?:#(.+))?$/.exec(href);
  return found && (found[1] ?? found[2]) !== undefined ? { chapter: found[1] ?? null, anchor: decodeURIComponent(found[2] ?? '') } : null;
}

function below(token: MarkedToken): readonly Token[] {
  if (token.type === 'list') return token.items;
  if (token.type === 'table') return [token.header, ...token.rows].flat().flatMap((cell: Tokens.TableCell) => cell.tokens);
  return 'tokens' in token ? token.tokens ?? [] : [];
}
