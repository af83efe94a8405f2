/** Draws a chapter: each kind of token as its element, texts as texts. What Markdown knows and the guide does not use is shown as it was written. */
import { Link } from '@tanstack/react-router';
import type { MarkedToken, Token, Tokens } from 'marked';
import { createElement, Fragment, type ReactNode } from 'react';
import { linked, type Parsed } from './markdown.ts';

/** `picture` knows the address under which a picture of the chapter is served. */
export function ChapterText({ parsed, picture }: { readonly parsed: Parsed; readonly picture: (name: string) => string | undefined }) {
  const many = (tokens: readonly Token[] = []): ReactNode[] => tokens.map((token, i) => <Fragment key={i}>{one(token as MarkedToken)}</Fragment>);
  const cells = (row: readonly Tokens.TableCell[], as: 'th' | 'td') => row.map((cell, i) => createElement(as, { key: i, ...(as === 'th' ? { scope: 'col' } : {}), style: { textAlign: cell.align ?? undefined } }, many(cell.tokens)));

  function one(token: MarkedToken): ReactNode {
    switch (token.type) {
      case 'heading': return createElement(`h${Math.min(token.depth, 6)}`, { id: parsed.anchors.get(token), tabIndex: -1 }, many(token.tokens));
      case 'paragraph': return <p>{many(token.tokens)}</p>;
      case 'text': return token.tokens ? many(token.tokens) : token.text;
      case 'strong': return <strong>{many(token.tokens)}</strong>;
      case 'em': return <em>{many(token.tokens)}</em>;
      case 'codespan': return <code>{token.text}</code>;
      case 'code': return <pre tabIndex={0}><code>{token.text}</code></pre>;
      case 'list': return createElement(token.ordered ? 'ol' : 'ul', token.ordered && token.start !== 1 ? { start: token.start } : {}, token.items.map((item, i) => <li key={i}>{many(item.tokens)}</li>));
      case 'blockquote': return <blockquote>{many(token.tokens)}</blockquote>;
      case 'table': return <div className="guide-table"><table><thead><tr>{cells(token.header, 'th')}</tr></thead><tbody>{token.rows.map((row, i) => <tr key={i}>{cells(row, 'td')}</tr>)}</tbody></table></div>;
      case 'image': return <Picture address={picture(token.href)} alt={token.text} phone={/-phone\.\w+$/.test(token.href)} />;
      case 'link': return <Reference href={token.href}>{many(token.tokens)}</Reference>;
      case 'escape': return token.text;
      case 'br': return <br />;
      case 'space': case 'def': return null;
      default: return token.raw;
    }
  }
  return <>{many(parsed.tokens)}</>;
}

/** Opened by itself it has its full size: on a phone nothing can be read in it otherwise. */
function Picture({ address, alt, phone }: { readonly address: string | undefined; readonly alt: string; readonly phone: boolean }) {
  return address === undefined ? alt : <a className="guide-picture" data-phone={phone || undefined} href={address} target="_blank" rel="noreferrer"><img src={address} alt={alt} loading="lazy" decoding="async" /></a>;
}

function Reference({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const to = linked(href);
  if (!to) return /^https:\/\//.test(href) ? <a href={href} target="_blank" rel="noreferrer">{children}</a> : <>{children}</>;
  return to.chapter === null ? <a href={`#${to.anchor}`}>{children}</a> : <Link to="/guide/$chapter" params={{ chapter: to.chapter }} {...(to.anchor ? { hash: to.anchor } : {})}>{children}</Link>;
}
