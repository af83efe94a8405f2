/** Letters by mail: handed to the organisation's own mail server, in the language of the reader; never waited for by the person who caused them. */
import nodemailer from 'nodemailer';

export interface MailSettings { readonly url: string; readonly from: string }
/** `id`: the same letter again has the same, so that the reader's program shows it once. */
export interface Letter { readonly to: string; readonly subject: string; readonly text: string; readonly id?: string }
export interface Post {
  /** Resolves when the server has taken it. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

export function openPost({ url, from }: MailSettings): Post {
  const at = new URL(url);
  const transport = nodemailer.createTransport({
    host: at.hostname, port: Number(at.port || (at.protocol === 'smtps:' ? 465 : 587)), secure: at.protocol === 'smtps:',
    ...(at.username ? { auth: { user: decodeURIComponent(at.username), pass: decodeURIComponent(at.password) } } : {}),
    // A server on this machine often has no certificate that anybody could check.
    tls: { rejectUnauthorized: !['localhost', '127.0.0.1', '::1'].includes(at.hostname) },
    connectionTimeout: 10_000, socketTimeout: 20_000, disableFileAccess: true, disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, id }) { await transport.sendMail({ from, to, subject, text, textEncoding: 'base64', headers: { 'Auto-Submitted': 'auto-generated' }, ...(id ? { messageId: `<${id}@dutydesk>` } : {}) }); },
    close: () => transport.close(),
  };
}
