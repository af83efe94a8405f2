/** The system saying no, or not answering: one sentence a person can act on, read out as soon as it appears. */
import { Alert } from 'antd';
import { ApiRefusal, messageOf } from '../client.ts';
import { useText } from '../i18n/index.tsx';
import type { Translate } from './widget.ts';

export function refusalText(error: unknown, t: Translate): string {
  const reference = error instanceof ApiRefusal && error.body.reference;
  return `${t(messageOf(error))}${reference ? t([`（编号 ${reference}）`, ` (reference ${reference})`]) : ''}`;
}

export function RefusalNote({ error }: { readonly error: unknown }) {
  const { t } = useText();
  if (!error) return null;
  return <Alert type="error" showIcon role="alert" title={refusalText(error, t)} className="w-refusal" />;
}
