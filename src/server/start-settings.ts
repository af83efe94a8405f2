import { connect, createServer } from 'node:net';
import { resolve } from 'node:path';
import type { MailSettings } from './mail/mail.ts';
import type { Directory } from './sign-in/directory.ts';
import type { Provider } from './sign-in/provider.ts';
import { StartProblem } from './start-problem.ts';

/** What the environment says about how to run. Every wrong value is refused by name before anything is started. */
export interface StartSettings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** A PostgreSQL of one's own; without it the built-in one is started. */
  readonly databaseUrl: string | null;
  readonly demo: boolean;
  /** A backup a day into the data folder. */
  readonly backups: boolean;
  readonly metricsToken: string | null;
  /** Hosts inside the network that webhooks, robots and push services may lie at. */
  readonly outboundAllow: readonly string[];
  readonly signingIn: SigningInSettings;
}

/** Ways of signing in that need somebody else: a mail server, an identity provider, a directory. */
export interface SigningInSettings {
  /** The address people use, e.g. https://desk.example.org; stands in mails, and the provider sends people back to it. */
  readonly publicUrl: string | null;
  readonly mail: MailSettings | null;
  readonly provider: Provider | null;
  readonly directory: Directory | null;
}
export const NO_OTHERS: SigningInSettings = { publicUrl: null, mail: null, provider: null, directory: null };

export function readSettings(environment: NodeJS.ProcessEnv, projectDir: string): StartSettings {
  return {
    host: given(environment['HOST']) ?? '127.0.0.1',
    port: readPort(given(environment['PORT']) ?? '8321'),
    dataDir: resolve(projectDir, given(environment['DUTYDESK_DATA']) ?? '.data/dutydesk'),
    databaseUrl: readDatabaseUrl(given(environment['DATABASE_URL'])),
    demo: given(environment['DUTYDESK_DEMO']) !== '0',
    backups: given(environment['DUTYDESK_BACKUPS']) !== '0',
    metricsToken: given(environment['DUTYDESK_METRICS_TOKEN']) ?? null,
    outboundAllow: readHosts('DUTYDESK_OUTBOUND_ALLOW', given(environment['DUTYDESK_OUTBOUND_ALLOW'])),
    signingIn: readSigningIn(environment),
  };
}

function readSigningIn(environment: NodeJS.ProcessEnv): SigningInSettings {
  const one = (name: string) => given(environment[name]);
  const publicUrl = readUrl('DUTYDESK_URL', one('DUTYDESK_URL'), ['http:', 'https:'])?.replace(/\/+$/, '') ?? null;
  const smtp = readUrl('DUTYDESK_SMTP_URL', one('DUTYDESK_SMTP_URL'), ['smtp:', 'smtps:']);
  const issuer = readUrl('DUTYDESK_OIDC_ISSUER', one('DUTYDESK_OIDC_ISSUER'), ['http:', 'https:']);
  const ldap = readUrl('DUTYDESK_LDAP_URL', one('DUTYDESK_LDAP_URL'), ['ldap:', 'ldaps:']);
  const needed = (name: string, because: string): string => {
    const value = one(name);
    if (value === undefined) throw new StartProblem('missing-setting', [`设了 ${because} 就要同时设 ${name}`, `${because} needs ${name} as well`]);
    return value;
  };
  if (smtp || issuer) needed('DUTYDESK_URL', smtp ? 'DUTYDESK_SMTP_URL' : 'DUTYDESK_OIDC_ISSUER');
  return {
    publicUrl,
    mail: smtp ? { url: smtp, from: needed('DUTYDESK_MAIL_FROM', 'DUTYDESK_SMTP_URL') } : null,
    provider: issuer ? {
      issuer, clientId: needed('DUTYDESK_OIDC_CLIENT_ID', 'DUTYDESK_OIDC_ISSUER'), clientSecret: one('DUTYDESK_OIDC_CLIENT_SECRET') ?? null, name: one('DUTYDESK_OIDC_NAME') ?? new URL(issuer).hostname,
      claim: one('DUTYDESK_OIDC_CLAIM') ?? 'preferred_username', scope: one('DUTYDESK_OIDC_SCOPE') ?? 'openid profile',
    } : null,
    directory: ldap ? {
      url: ldap, base: needed('DUTYDESK_LDAP_BASE', 'DUTYDESK_LDAP_URL'), attribute: one('DUTYDESK_LDAP_ATTRIBUTE') ?? 'uid',
      bindDn: one('DUTYDESK_LDAP_BIND_DN') ?? null, bindPassword: one('DUTYDESK_LDAP_BIND_PASSWORD') ?? null,
    } : null,
  };
}

function readUrl(name: string, text: string | undefined, protocols: readonly string[]): string | null {
  if (text === undefined) return null;
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  const form = protocols.map((p) => `${p}//…`).join(' / ');
  throw new StartProblem('wrong-url', [`${name} 不是网址（${form}）`, `${name} is not an address (${form})`]);
}

/** `host` or `host:port`, in the form in which addresses of the web write them. */
function readHosts(name: string, text: string | undefined): readonly string[] {
  return (text ?? '').split(',').map((part) => part.trim()).filter(Boolean).map((part) => {
    const at = URL.canParse(`http://${part}`) ? new URL(`http://${part}`) : null;
    if (!at || at.pathname !== '/' || at.search !== '' || at.hash !== '' || at.username !== '' || /[/*]/.test(part)) throw new StartProblem('wrong-host', [`${name} 中的 ${part} 不是主机名（例如 robot.intranet 或 10.0.0.7:8080，以逗号分隔）`, `${part} in ${name} is not a host (for example robot.intranet or 10.0.0.7:8080, separated by commas)`]);
    // Port 80 is left out by whoever reads an address.
    return /:80$/.test(part) ? `${at.hostname}:80` : at.host;
  });
}

/** Fails with EADDRINUSE and the like. Asked first, because the answer should not wait for the database. */
export function assertPortFree(host: string, port: number): Promise<void> {
  return new Promise((done, reject) => {
    const probe = createServer().once('error', reject).listen(port, host, () => probe.close(() => done()));
  });
}

/** Fails with ECONNREFUSED and the like when nobody answers at the address. */
export function assertAnswers(databaseUrl: string): Promise<void> {
  const { hostname, port } = new URL(databaseUrl);
  if (hostname === '') return Promise.resolve();
  return new Promise((done, reject) => {
    const socket = connect(Number(port || 5432), hostname.replace(/^\[|\]$/g, ''));
    socket.setTimeout(8_000, () => socket.destroy(Object.assign(new Error(`no answer from ${hostname} within 8 s`), { code: 'ETIMEDOUT' })));
    socket.once('error', reject).once('connect', () => { socket.destroy(); done(); });
  });
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new StartProblem('wrong-port', [`PORT=${text} 不是端口号（0 到 65535）`, `PORT=${text} is not a port number (0 to 65535)`]);
}

function readDatabaseUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text;
  throw new StartProblem('wrong-database-url', [
    'DATABASE_URL 不是 postgres://用户:口令@主机:端口/库名 的样子',
    'DATABASE_URL is not of the form postgres://user:password@host:port/database']);
}
