/** A backup brought back from the page: in the running product, and into a new one at its first run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '../../src/kernel/database/id.ts';
import { runProduct, type Running } from '../faults/running.ts';

interface Said { readonly status: number; readonly body: { readonly [name: string]: unknown } }
async function ask(product: Running, method: string, path: string, given?: object | FormData, cookie = ''): Promise<Said & { readonly cookie: string }> {
  const form = given instanceof FormData;
  const answer = await fetch(`${product.address}/api${path}`, {
    method, headers: { cookie, 'idempotency-key': newId(new Date()), ...(given && !form ? { 'content-type': 'application/json' } : {}) }, ...(given ? { body: form ? given : JSON.stringify(given) } : {}),
  });
  return { status: answer.status, body: await answer.json() as Said['body'], cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? cookie };
}
/** The token of the first run, which the program prints: here it is read from where the test may look. */
const tokenOf = (product: Running) => /token=([0-9a-f]+)/.exec(product.printed())![1]!;
const password = 'a long quiet password';
const signIn = async (product: Running) => (await ask(product, 'POST', '/sign-in', { name: 'zhang', password })).cookie;
const people = async (product: Running, cookie: string) => ((await ask(product, 'GET', '/records/app_user', undefined, cookie)).body['rows'] as { name: string }[]).map((p) => p.name);
async function backAgain(product: Running, startsBefore: number): Promise<void> {
  await expect.poll(() => product.starts(), { timeout: 30_000 }).toBe(startsBefore + 1);
  await product.healthy();
}

test('页面上恢复：重新启动后是备份那时的数据，之后写的不在；密码不对不恢复；备份可在新机器首次设置时带回来', async () => {
  const product = await runProduct({ demo: false });
  try {
    await product.healthy();
    expect((await ask(product, 'POST', '/set-up', { code: 'YLFW', name: '远岭服务', login: 'zhang', displayName: '张敏', password, token: tokenOf(product) })).status).toBe(200);
    let cookie = await signIn(product);
    const house = async () => (await ask(product, 'GET', '/house', undefined, cookie)).body as { jobs: { state: string }[]; backups: { name: string }[]; restored: { ok: boolean } | null; mayRestore: boolean };
    expect((await ask(product, 'POST', '/house/backup', {}, cookie)).status).toBe(200);
    await expect.poll(async () => (await house()).jobs[0]?.state, { timeout: 60_000 }).toBe('done');
    const [{ name }] = (await house()).backups as [{ name: string }];
    expect((await ask(product, 'POST', '/records/app_user', { values: { name: 'later', display_name: '后来', disabled: false } }, cookie)).status).toBeLessThan(300);
    expect(await people(product, cookie)).toContain('later');

    expect((await ask(product, 'POST', '/house/restore', { name, password: 'not this one at all' }, cookie)).status).toBe(422);
    expect((await ask(product, 'POST', '/house/restore', { name: 'dutydesk-20200101-000000.tar', password }, cookie)).status).toBe(404);
    const before = product.starts();
    expect((await ask(product, 'POST', '/house/restore', { name, password }, cookie)).status).toBe(200);
    await backAgain(product, before);
    cookie = await signIn(product);
    expect(await people(product, cookie)).not.toContain('later');
    expect(await house()).toMatchObject({ restored: { ok: true }, mayRestore: true });

    const other = await runProduct({ demo: false });
    try {
      await other.healthy();
      const form = (bytes: Buffer) => { const f = new FormData(); f.append('file', new Blob([new Uint8Array(bytes)]), 'dutydesk.tar'); return f; };
      const tar = readFileSync(join(product.dataDir, 'backups', readdirSync(join(product.dataDir, 'backups'))[0]!));
      const token = tokenOf(other);
      expect((await ask(other, 'POST', `/set-up/restore?token=${'0'.repeat(24)}`, form(tar))).status).toBe(403);
      expect((await ask(other, 'POST', `/set-up/restore?token=${token}`, form(Buffer.from('nothing of the kind')))).body).toMatchObject({ error: { code: 'backup.not_one' } });
      const starts = other.starts();
      expect((await ask(other, 'POST', `/set-up/restore?token=${token}`, form(tar))).status).toBe(200);
      await backAgain(other, starts);
      expect(await people(other, await signIn(other))).toContain('zhang');
      expect((await ask(other, 'POST', `/set-up/restore?token=${token}`, form(tar))).status).toBe(403);
    } finally { await other.stop(); }
  } finally { await product.stop(); }
}, 300_000);
