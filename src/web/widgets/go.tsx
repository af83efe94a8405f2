/** A link inside the application: an ordinary address that can be copied or opened in a new tab, without a full load. */
import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import type { Filter } from '../../kernel/api.ts';

export function Go({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }) {
  const { history } = useRouter();
  const follow = (e: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(e);
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    history.push(href);
  };
  return <a {...rest} href={href} onClick={follow} />;
}

export const recordHref = (register: string, id: string): string => `/r/${register}/${id}`;
export const listHref = (register: string, filter?: Filter): string =>
  `/r/${register}${filter ? `?filter=${encodeURIComponent(JSON.stringify(filter))}` : ''}`;
export const slipHref = (id: string): string => `/slip/${id}`;
