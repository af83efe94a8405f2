/** The world outside for tests: a real mail server and a real HTTP server that take, refuse, stay silent or break off as they are told, and a browser's end of a push. */
import { createDecipheriv, type ECDH, hkdfSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface World {
  readonly smtpUrl: string;
  readonly at: string;
  readonly letters: { readonly to: string; readonly text: string; readonly id: string }[];
  readonly heard: { readonly path: string; readonly headers: { readonly [name: string]: string | string[] | undefined }; readonly body: Buffer }[];
  /** How the server answers on a path; nothing said: 200. */
  readonly answers: Map<string, { readonly status?: number; readonly text?: string; readonly silent?: true; readonly headers?: { readonly [name: string]: string } }>;
  smtpSays: 'yes' | 'later' | 'no such box';
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const letters: World['letters'] = [];
  const heard: World['heard'] = [];
  const answers: World['answers'] = new Map();
  const refusals = { yes: undefined, later: Object.assign(new Error('try later'), { responseCode: 451 }), 'no such box': Object.assign(new Error('no such box'), { responseCode: 550 }) };
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) { done(refusals[world.smtpSays]); },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => { parts.push(part); }).on('end', () => {
        const [head = '', body = ''] = Buffer.concat(parts).toString('utf8').split('\r\n\r\n');
        letters.push({ to: session.envelope.rcptTo[0]!.address, text: Buffer.from(body.replaceAll(/\s/g, ''), 'base64').toString('utf8'), id: /message-id: <([^>]+)>/i.exec(head)?.[1] ?? '' });
        done();
      });
    },
  });
  const web = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => { parts.push(part); }).on('end', () => {
      const { pathname, search } = new URL(request.url!, 'http://x');
      heard.push({ path: pathname, headers: { ...request.headers, query: search }, body: Buffer.concat(parts) });
      const { status = 200, text = 'taken', silent, headers } = answers.get(pathname) ?? {};
      if (!silent) response.writeHead(status, headers).end(text);
    });
  });
  const smtpPort = await new Promise<number>((open) => { const server = smtp.listen(0, '127.0.0.1', () => open((server.address() as AddressInfo).port)); });
  const webPort = await new Promise<number>((open) => { web.listen(0, '127.0.0.1', () => open((web.address() as AddressInfo).port)); });
  const world: World = {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`, at: `http://127.0.0.1:${webPort}`, letters, heard, answers, smtpSays: 'yes',
    async close() {
      web.closeAllConnections();
      web.close();
      await new Promise<void>((done) => { smtp.close(() => done()); });
    },
  };
  return world;
}

/** As the browser does it. */
export function openPush(sealed: Buffer, pair: ECDH, auth: Buffer): string {
  const theirs = sealed.subarray(21, 86);
  const secret = Buffer.from(hkdfSync('sha256', pair.computeSecret(theirs), auth, Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), theirs]), 32));
  const derive = (about: string, length: number) => Buffer.from(hkdfSync('sha256', secret, sealed.subarray(0, 16), about, length));
  const decipher = createDecipheriv('aes-128-gcm', derive('Content-Encoding: aes128gcm\0', 16), derive('Content-Encoding: nonce\0', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const clear = Buffer.concat([decipher.update(sealed.subarray(86, -16)), decipher.final()]);
  return clear.subarray(0, -1).toString('utf8');
}
