/** The files of deploy/ as far as they can be held against something here: systemd's own verdict on the unit, the Dockerfile's paths and commands, what proxies must pass on. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../src/kernel/database/migrate.ts';
import { copied, stepsOf } from '../faults/image.ts';

const root = projectRoot();
const file = (name: string): string => readFileSync(join(root, 'deploy', name), 'utf8');

test('systemd 认可这份单元文件;写错一个字它就不认', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dutydesk-unit-'));
  const verdict = (unit: string): string => {
    const path = join(folder, 'dutydesk.service');
    // Where npm lies differs from machine to machine.
    writeFileSync(path, unit.replace('/usr/bin/npm', process.execPath));
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    return `${status === 0 ? '' : status}${stdout}${stderr}`;
  };
  try {
    expect(verdict(file('dutydesk.service'))).toBe('');
    expect(verdict(file('dutydesk.service').replace('KillMode=mixed', 'KillMode=mixd'))).toMatch(/kill mode/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('Dockerfile:复制的都在,执行的命令 package.json 都有,Node 够新,最后以普通用户运行,有健康检查、数据卷', () => {
  const steps = stepsOf(file('Dockerfile'));
  const { scripts, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { [name: string]: string }; engines: { node: string } };
  const all = (word: string) => steps.filter((s) => s.word === word);
  expect(steps.map((s) => s.word).filter((w) => !['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'STOPSIGNAL', 'ENTRYPOINT'].includes(w))).toEqual([]);
  for (const { rest } of all('FROM')) expect(Number(/^node:(\d+)-/.exec(rest)?.[1])).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)![0]));
  const sources = all('COPY').map((s) => copied(s.rest)).filter((c) => c.from === null).flatMap((c) => c.what);
  expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const unknown = all('RUN').map((s) => s.rest).filter((command) => !/^npm (ci|prune) |^mkdir \/data/.test(command) && !scripts[/^npm (?:run )?(\S+)/.exec(command)?.[1] ?? '']);
  expect(unknown).toEqual([]);
  expect(steps.findIndex((s) => s.word === 'USER' && s.rest !== 'root')).toBeGreaterThan(steps.findLastIndex((s) => s.word === 'RUN'));
  expect([all('VOLUME')[0]?.rest, all('HEALTHCHECK').length, all('ENTRYPOINT')[0]?.rest]).toEqual(['/data', 1, expect.stringContaining('/app/dist/server.mjs')]);
});

test('代理:HTTPS、HSTS、原样的 Host、转来的地址;容器里的代理与程序同一网络', () => {
  expect(file('nginx.conf')).toMatch(/proxy_set_header Host \$http_host;[\s\S]*X-Forwarded-For \$remote_addr;[\s\S]*X-Forwarded-Proto https;/);
  for (const name of ['nginx.conf', 'Caddyfile']) expect(file(name)).toMatch(/Strict-Transport-Security "max-age=31536000"/);
  // The program itself is open to nobody: it publishes nothing and lives in the network of the proxy.
  const [proxy, program] = file('compose.yaml').split(/^ {2}dutydesk:$/m) as [string, string];
  expect([/ports: \["80:80", "443:443"/.test(proxy), /network_mode: service:proxy/.test(program), /ports:|HOST/.test(program)]).toEqual([true, true, false]);
});

test('数据库切换的三份文件相符:同样的机器与端口;严格同步,崩溃即让位,旧主库的连接立刻切断 [R6]', () => {
  const [etcd, patroni, haproxy] = [file('etcd.env'), file('patroni.yml'), file('haproxy.cfg')];
  const machines = (text: string, port: number) => [...new Set([...text.matchAll(new RegExp(`10\\.0\\.0\\.1\\d:${port}`, 'g'))].map((m) => m[0]))].sort();
  const three = (port: number) => [1, 2, 3].map((m) => `10.0.0.1${m}:${port}`);
  expect([machines(patroni, 2379), machines(etcd, 2380), machines(haproxy, 5432)]).toEqual([three(2379), three(2380), three(5432)]);
  expect(machines(etcd, 2379)).toEqual(['10.0.0.11:2379']);
  expect([/listen: 10\.0\.0\.11:(\d+)\n {2}connect_address: 10\.0\.0\.11:\1\n\netcd3/.exec(patroni)?.[1], ...new Set([...haproxy.matchAll(/check port (\d+)/g)].map((m) => m[1]))]).toEqual(['8008', '8008']);
  expect(patroni).toMatch(/synchronous_mode: true\n\s+synchronous_mode_strict: true/);
  expect(patroni).toMatch(/primary_start_timeout: 0/);
  expect(haproxy).toMatch(/OPTIONS \/primary[\s\S]*status 200[\s\S]*on-marked-down shutdown-sessions/);
});
