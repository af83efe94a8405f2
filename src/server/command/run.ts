/**
 * npm run dutydesk -- <command>: what whoever runs the machine needs without the pages (管理命令). Every command says in Chinese and English what it
 * did; the exit code is 0 only when all is well.
 */
import { parseArgs } from 'node:util';
import { join, resolve } from 'node:path';
import { removeTenant } from '../../kernel/access/tenant.ts';
import { systemClock } from '../../kernel/clock.ts';
import { openCipher } from '../../kernel/database/cipher.ts';
import { applicationUrl, migrate } from '../../kernel/database/migrate.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { withSystem } from '../../kernel/runtime.ts';
import { backUp } from '../backup/backup.ts';
import { restore, verifyBackup } from '../backup/restore.ts';
import { backupsIn, backUpToShelf, shelfIn, stampOf } from '../backup/shelf.ts';
import { ensureDemo } from '../demo.ts';
import { openStore } from '../files/store.ts';
import { mustNotBeNewer } from '../newer.ts';
import { sealingKeys } from '../sealing-key.ts';
import { allowDemo, removeDemo, withOwner } from '../set-up.ts';
import { StartProblem } from '../start-problem.ts';
import type { StartSettings } from '../start-settings.ts';
import { VERSION } from '../version.ts';
import { examine } from './doctor.ts';
import { listPeople, newPassword, newPerson, organisation, setDisabled } from './people.ts';
import { reseal } from './reseal.ts';
import { actorNamed, exportTable, importTable, registerNamed } from './tables.ts';
import { type CommandPlace, withKernel, withPlace } from './place.ts';

type Say = (line: string) => void;
interface Given { readonly words: readonly string[]; readonly options: { readonly [name: string]: string | undefined }; readonly flags: { readonly [name: string]: boolean | undefined } }
interface Command { readonly usage: string; readonly zh: string; readonly en: string; readonly alone?: boolean; run(place: CommandPlace, given: Given, say: Say): Promise<number> }

const bytes = (n: number): string => (n < 1e6 ? `${Math.ceil(n / 1e3)} kB` : `${(n / 1e6).toFixed(1)} MB`);

const COMMANDS: { readonly [name: string]: Command } = {
  doctor: {
    usage: 'doctor', zh: '体检：目录、磁盘、备份、数据库、迁移、审计链、账目、附件', en: 'looks at folder, disk, backups, database, migrations, audit chain, ledgers, attachments',
    async run(place, _, say) {
      const found = await examine(place, systemClock.now());
      for (const { ok, what } of found) say(`${ok ? '✓' : '✗'} ${what[0]} / ${what[1]}`);
      return found.every((f) => f.ok) ? 0 : 1;
    },
  },
  migrate: {
    usage: 'migrate', zh: '把数据库带到本版本的形状', en: 'brings the database to the shape of this version', alone: true,
    async run(place, _, say) {
      await mustNotBeNewer(place.ownerUrl, place.modules);
      await migrate(place.ownerUrl, withSystem(place.modules));
      say(`迁移完成 / Migrated to ${VERSION}`);
      return 0;
    },
  },
  backup: {
    usage: 'backup [file]', zh: '备份（不写文件名则存入数据目录，保留最近 14 份）', en: 'makes a backup (without a name into the data folder, where the newest 14 are kept)',
    async run(place, { words: [file] }, say) {
      const at = systemClock.now();
      const made = file === undefined ? await backUpToShelf(place.ownerUrl, { dataDir: place.dataDir, at, program: VERSION }) : await backUp(place.ownerUrl, { dataDir: place.dataDir, at, program: VERSION, file: resolve(file) });
      say(`已备份：${made.tables} 张表，${made.rows} 行，${made.attachments} 个附件，${bytes(made.bytes)} / Backed up: ${made.tables} tables, ${made.rows} rows, ${made.attachments} attachments`);
      say(made.file);
      for (const sha256 of made.missing) say(`✗ 附件丢失或变过 / An attachment is gone or changed: ${sha256}`);
      return made.missing.length === 0 ? 0 : 1;
    },
  },
  verify: {
    usage: 'verify [file]', zh: '把备份（不写文件名则最近一份）恢复到临时库，逐表核对', en: 'restores a backup (without a name the newest) into a scratch database and compares every table',
    async run(place, { words: [file] }, say) {
      const [newest] = await backupsIn(place.dataDir);
      const which = file === undefined ? newest && `${shelfIn(place.dataDir)}/${newest.name}` : resolve(file);
      if (which === undefined) throw new StartProblem('no-backup', ['还没有备份', 'There is no backup yet']);
      const began = performance.now();
      const good = await verifyBackup(which, place);
      say(`✓ ${which}`);
      say(`逐表一致：${good.tables} 张表，${good.rows} 行，${good.attachments} 个附件（${((performance.now() - began) / 1000).toFixed(1)} 秒）/ Every table agrees: ${good.tables} tables, ${good.rows} rows, ${good.attachments} attachments`);
      return 0;
    },
  },
  restore: {
    usage: 'restore <file>', zh: '从备份恢复；原有数据库改名保留', en: 'restores a backup; the database that was there is kept under another name', alone: true,
    async run(place, { words: [file] }, say) {
      if (file === undefined) throw usage('restore');
      const done = await restore(resolve(file), place, stampOf(systemClock.now()).replace('-', '_'));
      say(`已恢复 ${done.at} 的备份：${done.tables} 张表，${done.rows} 行，${done.attachments} 个附件 / Restored the backup of ${done.at}`);
      if (done.kept !== null) say(`原数据库保留为 ${done.kept} / The former database is kept as ${done.kept}`);
      return 0;
    },
  },
  user: {
    usage: 'user list | password <name> | add <name> <display name> --role R --unit U | disable <name> | enable <name> [--organisation CODE]',
    zh: '账号：列出、设新密码、新增、停用、启用', en: 'accounts: list, new password, add, disable, enable',
    run: (place, given, say) => withKernel(place, async (kernel) => {
      const { words: [what, name, displayName], options } = given;
      const tenant = await organisation(kernel, options['organisation']);
      if (what === 'list') {
        for (const p of await listPeople(kernel, tenant)) say(`${p.name}\t${p.displayName}\t${p.disabled ? '停用 disabled' : ''}\t${p.posts}`);
        return 0;
      }
      if (name === undefined) throw usage('user');
      if (what === 'password') say(`新密码（只显示这一次）/ New password, shown only now: ${await newPassword(kernel, tenant, name)}`);
      else if (what === 'add' && displayName !== undefined && options['role'] && options['unit']) say(`已新增；密码（只显示这一次）/ Added; password, shown only now: ${await newPerson(kernel, tenant, { name, displayName, role: options['role'], unit: options['unit'] })}`);
      else if (what === 'disable' || what === 'enable') {
        await setDisabled(kernel, tenant, name, what === 'disable');
        say(what === 'disable' ? `已停用 ${name}，其会话已结束 / Disabled ${name}, its sessions ended` : `已启用 ${name} / Enabled ${name}`);
      } else throw usage('user');
      return 0;
    }),
  },
  import: {
    usage: 'import <register> <file> --as USER [--try] [--good-only] [--organisation CODE]', zh: '以某人的权限把表格（xlsx、csv）导入台账；栏目按表头识别', en: 'brings a table (xlsx, csv) into a register with somebody’s rights; columns are recognised by their heads',
    run: (place, { words: [name, file], options, flags }, say) => withKernel(place, async (kernel) => {
      if (name === undefined || file === undefined) throw usage('import');
      const tenant = await organisation(kernel, options['organisation']);
      return importTable(kernel, await actorNamed(kernel, tenant, options['as']), registerNamed(kernel, name), resolve(file), { goodOnly: flags['good-only'] === true, trial: flags['try'] === true }, say);
    }),
  },
  export: {
    usage: 'export <register> <file.xlsx|csv|docx|pdf> --as USER [--english] [--organisation CODE]', zh: '以某人的权限把台账导出为文件', en: 'writes a register into a file, as somebody may read it',
    run: (place, { words: [name, file], options, flags }, say) => withKernel(place, async (kernel) => {
      if (name === undefined || file === undefined) throw usage('export');
      const tenant = await organisation(kernel, options['organisation']);
      return exportTable(kernel, tenant, await actorNamed(kernel, tenant, options['as']), registerNamed(kernel, name), resolve(file), flags['english'] === true ? 1 : 0, say);
    }),
  },
  reseal: {
    usage: 'reseal', zh: '换一把封存密钥，把封存的内容（证件号、验证码种子、机器人与 Webhook 的地址和密钥）全部重新封存；中断了再执行一次即接着做', en: 'seals everything that is sealed (ID numbers, seeds of codes, addresses and secrets of robots and webhooks) anew with a new key; when cut off, the next one goes on', alone: true,
    async run(place, _, say) {
      const done = await reseal(place);
      if (done.goneOn) say('接着上次没有做完的 / Went on with the one that was cut off');
      say(`已重新封存：${done.organisations} 个组织，${done.texts} 处 / Sealed anew: organisations ${done.organisations}, texts ${done.texts}`);
      say(done.oldKeys === 0 ? '旧密钥已删除 / The old key is gone' : `历史记录不可改动，其中 ${done.inHistory} 处仍由旧密钥打开；旧密钥留着，只用于打开 / The history cannot be changed: ${done.inHistory} of its texts open with the old key, which stays for that alone`);
      for (const where of done.unopened) say(`✗ 有打不开的内容，原样未动 / Something that no key here opens was left as it is: ${where}`);
      return done.unopened.length === 0 ? 0 : 1;
    },
  },
  demo: {
    usage: 'demo load | remove', zh: '装入演示组织，或移除它，一行不留', en: 'loads the demo organisation, or takes it away to the last row', alone: true,
    run: (place, { words: [what] }, say) => (what === 'load' ? loadDemoAgain(place, say) : withKernel(place, async (kernel) => {
      if (what !== 'remove') throw usage('demo');
      await removeDemo(kernel, place.ownerUrl);
      say('演示数据已移除 / The demo is gone');
      return 0;
    })),
  },
};

/** Also where it was removed before: whoever runs the machine asks for it by name. */
async function loadDemoAgain(place: CommandPlace, say: Say): Promise<number> {
  await migrate(place.ownerUrl, withSystem(place.modules));
  await allowDemo(place.ownerUrl);
  const url = await applicationUrl(place.ownerUrl, place.dataDir);
  const store = await openStore(join(place.dataDir, 'attachments'));
  const began = performance.now();
  await ensureDemo({ url, modules: place.modules, cipher: openCipher(...sealingKeys(place.dataDir)), clock: systemClock, store }, place.ownerUrl, (id) => withOwner(place.ownerUrl, (owner) => removeTenant(owner, id)));
  say(`演示组织已装入（${((performance.now() - began) / 1000).toFixed(0)} 秒）/ The demo organisation is there`);
  return 0;
}

const usage = (name: string) => new StartProblem('usage', [`用法：${COMMANDS[name]!.usage}`, `Usage: ${COMMANDS[name]!.usage}`]);

/** The exit code. Problems that have words for a person are thrown as such. */
export async function runCommand(args: readonly string[], settings: StartSettings, say: Say): Promise<number> {
  const [name = 'help', ...rest] = args;
  const command = COMMANDS[name];
  if (!command) {
    say('npm run dutydesk -- <command>');
    for (const c of Object.values(COMMANDS)) say(`  ${c.usage}\n      ${c.zh} / ${c.en}`);
    return name === 'help' ? 0 : 2;
  }
  const given = parsed(name, rest);
  return withPlace(settings, command.alone === true, (place) => command.run(place, given, say)).catch((e: unknown) => {
    throw e instanceof Refusal ? new StartProblem(e.code, e.label) : e;
  });
}

function parsed(name: string, rest: readonly string[]): Given {
  try {
    const { positionals, values } = parseArgs({ args: [...rest], allowPositionals: true, options: { organisation: { type: 'string' }, role: { type: 'string' }, unit: { type: 'string' }, as: { type: 'string' }, try: { type: 'boolean' }, 'good-only': { type: 'boolean' }, english: { type: 'boolean' } } });
    const { try: trial, 'good-only': goodOnly, english, ...options } = values;
    return { words: positionals, options, flags: { try: trial, 'good-only': goodOnly, english } };
  } catch {
    throw usage(name);
  }
}
