import type { Label } from '../kernel/api.ts';
import { Refusal } from '../kernel/refusal.ts';

/**
 * Why the program cannot start or go on, in words the person at the terminal can act on: one line, no stack.
 * `exitCode` 3 means "the data is in use", 75 "try again" (the starter does), everything else 1.
 */
export class StartProblem extends Error {
  readonly code: string;
  readonly label: Label;
  readonly exitCode: number;
  constructor(code: string, label: Label, exitCode = 1) {
    super(label[1]);
    this.name = 'StartProblem';
    this.code = code;
    this.label = label;
    this.exitCode = exitCode;
  }
}

export const EXIT_DATA_IN_USE = 3;
export const EXIT_TRY_AGAIN = 75;

/** What the operating system or PostgreSQL said, turned into one sentence. Unknown things keep their own words. */
export function explain(error: unknown, where: { readonly dataDir: string; readonly host: string; readonly port: number }): StartProblem {
  if (error instanceof StartProblem) return error;
  if (error instanceof Refusal) return new StartProblem(error.code, error.label);
  const code = codeOf(error);
  const words = wordsOf(error);
  if (code === 'EADDRINUSE') return new StartProblem(code, [
    `端口 ${where.port} 已被别的程序占用；请换一个：PORT=8322 npm start`,
    `Port ${where.port} is taken by another program; choose another: PORT=8322 npm start`]);
  if (code === 'EADDRNOTAVAIL' || code === 'EACCES' && /listen/.test(words)) return new StartProblem(code, [
    `不能在 ${where.host}:${where.port} 上监听；请检查 HOST 与 PORT`,
    `Cannot listen on ${where.host}:${where.port}; check HOST and PORT`]);
  if (code === 'ENOSPC' || code === '53100' || /no space left on device/i.test(words)) return new StartProblem('ENOSPC', [
    `磁盘已满，数据目录 ${where.dataDir} 写不进去；请腾出空间后再启动`,
    `The disk is full, nothing can be written to ${where.dataDir}; make room and start again`]);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new StartProblem(code, [
    `没有权限读写数据目录 ${where.dataDir}（${words}）`,
    `No permission to read and write the data folder ${where.dataDir} (${words})`]);
  const database = databaseWords[code];
  if (database !== undefined) return new StartProblem(code, [`${database[0]}（${words}）`, `${database[1]} (${words})`]);
  return new StartProblem(code, [`启动失败：${words}（设 DUTYDESK_DEBUG=1 可看详情）`, `Could not start: ${words} (DUTYDESK_DEBUG=1 shows more)`]);
}

const databaseWords: { readonly [code: string]: Label } = {
  ECONNREFUSED: ['连不上数据库：该地址没有 PostgreSQL 在运行，请检查 DATABASE_URL', 'No PostgreSQL answers at that address; check DATABASE_URL'],
  ENOTFOUND: ['连不上数据库：找不到该主机名，请检查 DATABASE_URL', 'The database host name is unknown; check DATABASE_URL'],
  EAI_AGAIN: ['连不上数据库：主机名解析失败，请检查 DATABASE_URL', 'The database host name could not be looked up; check DATABASE_URL'],
  ETIMEDOUT: ['连不上数据库：对方没有应答，请检查 DATABASE_URL', 'The database host does not answer; check DATABASE_URL'],
  EHOSTUNREACH: ['连不上数据库：主机不可达，请检查 DATABASE_URL', 'The database host cannot be reached; check DATABASE_URL'],
  '28P01': ['数据库拒绝登录：用户名或口令不对，请检查 DATABASE_URL', 'The database refused the sign-in: wrong user or password in DATABASE_URL'],
  '28000': ['数据库拒绝登录，请检查 DATABASE_URL 与服务器的 pg_hba.conf', 'The database refused the sign-in; check DATABASE_URL and pg_hba.conf of the server'],
  '3D000': ['DATABASE_URL 所指的数据库不存在，请先建库', 'The database named in DATABASE_URL does not exist; create it first'],
  '42501': ['DATABASE_URL 的用户权限不足', 'The user of DATABASE_URL lacks a privilege'],
  '53300': ['数据库连接数已满', 'The database has no connection left'],
};

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(wordsOf).join('; ');
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
