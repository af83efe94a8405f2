/** When a page fails: what was typed is not lost silently, and there is a way on. */
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { ApiRefusal, messageOf } from '../client.ts';
import { useText, words } from '../i18n/index.tsx';

export function Broken({ error }: ErrorComponentProps) {
  const { t } = useText();
  const stale = error instanceof Error && /dynamically imported module|Importing a module script failed/.test(error.message);
  useEffect(() => { if (stale) reloadOnce(); }, [stale]);
  return (
    <div className="broken" role="alert">
      <h1>{t(words.common.brokenTitle)}</h1>
      <p>{t(error instanceof ApiRefusal ? messageOf(error) : words.common.brokenText)}</p>
      <Button type="primary" onClick={() => location.reload()}>{t(words.common.reload)}</Button>
    </div>
  );
}

/** A page file is gone after an upgrade of the server: the new pages are one reload away. */
function reloadOnce(): void {
  const last = Number(sessionStorage.getItem('dutydesk.reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem('dutydesk.reloaded', String(Date.now()));
  location.reload();
}
