/** A real directory server (Debian's slapd) for tests: one organisation, two people, on 127.0.0.1 and in a folder of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SLAPD = '/usr/sbin/slapd';
export const BASE = 'dc=example,dc=org';
export const SEARCHER = { dn: `cn=searcher,${BASE}`, password: 'may only look' };

export interface TestDirectory { readonly url: string; stop(): Promise<void> }

export async function startDirectory(people: readonly { readonly uid: string; readonly password: string }[]): Promise<TestDirectory> {
  if (!existsSync(SLAPD)) throw new Error('the directory tests need slapd: apt-get install slapd');
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-ldap-'));
  mkdirSync(join(folder, 'data'));
  const port = await freePort();
  writeFileSync(join(folder, 'slapd.conf'), [
    'include /etc/ldap/schema/core.schema', 'include /etc/ldap/schema/cosine.schema', 'include /etc/ldap/schema/inetorgperson.schema',
    `pidfile ${folder}/slapd.pid`, 'modulepath /usr/lib/ldap', 'moduleload back_mdb', 'database mdb', `suffix "${BASE}"`, `rootdn "cn=root,${BASE}"`, 'rootpw nobody-uses-this',
    `directory ${folder}/data`, 'access to attrs=userPassword by anonymous auth by * none', 'access to * by users read by * none', '',
  ].join('\n'));
  const entry = (dn: string, uid: string, password: string) => `dn: ${dn}\nobjectClass: inetOrgPerson\ncn: ${uid}\nsn: ${uid}\nuid: ${uid}\nuserPassword: ${password}\n`;
  writeFileSync(join(folder, 'people.ldif'), [
    `dn: ${BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n`, `dn: ou=people,${BASE}\nobjectClass: organizationalUnit\nou: people\n`,
    entry(SEARCHER.dn, 'searcher', SEARCHER.password), ...people.map((p) => entry(`uid=${p.uid},ou=people,${BASE}`, p.uid, p.password)),
  ].join('\n'));
  await promisify(execFile)(SLAPD, ['-T', 'add', '-f', join(folder, 'slapd.conf'), '-l', join(folder, 'people.ldif')]);
  const url = `ldap://127.0.0.1:${port}`;
  const child = spawn(SLAPD, ['-f', join(folder, 'slapd.conf'), '-h', url, '-d', '0'], { stdio: 'ignore' });
  await untilAnswers(port, child);
  return {
    url,
    stop: () => new Promise((done) => {
      child.once('close', () => { rmSync(folder, { recursive: true, force: true }); done(); });
      child.kill('SIGTERM');
    }),
  };
}

const freePort = (): Promise<number> => new Promise((done, failed) => {
  const probe = createServer().once('error', failed).listen(0, '127.0.0.1', () => { const at = probe.address(); probe.close(() => done(typeof at === 'object' && at ? at.port : 0)); });
});

async function untilAnswers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`);
    const open = await new Promise<boolean>((done) => { const socket = connect(port, '127.0.0.1').once('error', () => done(false)).once('connect', () => { socket.destroy(); done(true); }); });
    if (open) return;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error('slapd does not answer');
}
