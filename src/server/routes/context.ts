/** What every route is handed, and how it reads parameters: unknown names and odd shapes are refused, not guessed. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Filter } from '../../kernel/api.ts';
import { isId } from '../../kernel/database/id.ts';
import { notFound } from '../../kernel/access/access.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { JobKind } from '../../kernel/job/job.ts';
import type { Register } from '../../kernel/register/register.ts';
import type { Kernel, Once } from '../../kernel/runtime.ts';
import { FORMATS, type ListWish } from '../exports.ts';
import type { Store } from '../files/store.ts';
import type { Post } from '../mail/mail.ts';
import type { Outbound } from '../outbound/outbound.ts';
import type { SigningInSettings } from '../start-settings.ts';
import type { Sessions } from '../session.ts';

export interface Context {
  readonly kernel: Kernel; readonly sessions: Sessions; readonly store: Store; readonly version: string; readonly demoSignIns: () => Promise<readonly object[]>;
  readonly signingIn: SigningInSettings;
  /** The one way to addresses that people typed in. */
  readonly outbound: Outbound;
  /** Where letters are handed in; null: the organisation has no mail server here. */
  readonly post: Post | null;
  readonly jobKinds: ReadonlyMap<string, JobKind>;
}

export function read<T extends z.ZodType>(schema: T, given: unknown): z.infer<T> {
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((i) => String(i.path[0] ?? '')))].filter((n) => n !== '');
  throw new Refusal('malformed', ['请求格式不正确', 'The request is not well formed'], 422, Object.fromEntries(names.map((n) => [n, ['不正确', 'Not right'] as const])));
}

export function jsonOf(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (e) {
    throw e instanceof SyntaxError ? new Refusal('malformed', ['请求格式不正确', 'The request is not well formed'], 422) : e;
  }
}

/** Every write carries its key. */
export function onceOf(request: FastifyRequest, content: unknown): Once {
  const key = request.headers['idempotency-key'];
  if (!isId(key)) throw new Refusal('idempotency.key', ['请求缺少有效的幂等键', 'The request lacks a valid Idempotency-Key (a UUID)'], 400);
  return { key, content: [request.method, request.url, content] };
}

export function registerOf(kernel: Kernel, name: string): Register {
  const register = kernel.registers.get(name);
  if (!register) throw notFound();
  return register;
}
export function idOf(text: string): string {
  if (!isId(text)) throw notFound();
  return text;
}

export const listQuery = z.strictObject({
  q: z.string().max(100).optional(), filter: z.string().max(8_000).optional(), sort: z.string().max(60).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1), size: z.coerce.number().int().min(1).max(200).default(50),
  format: z.enum(FORMATS).optional(), lang: z.enum(['0', '1']).optional(), columns: z.string().max(2_000).optional(), group: z.string().max(140).optional(), view: z.string().max(60).optional(),
});
/** A list for export: all of its pages. */
export function listWish(query: z.infer<typeof listQuery>): ListWish {
  const { page: _page, size: _size, ...request } = listRequest(query);
  return { request, columns: query.columns ? query.columns.split(',') : null, format: query.format ?? 'xlsx', lang: query.lang === '1' ? 1 : 0, group: query.group || null, view: query.view ?? null };
}
export function listRequest(query: z.infer<typeof listQuery>) {
  const filter = jsonOf(query.filter) as Filter | undefined;
  return { page: query.page, size: query.size, ...(query.q ? { q: query.q } : {}), ...(filter ? { filter } : {}), ...(query.sort ? { sort: query.sort } : {}) };
}

export const signatures = z.array(z.strictObject({
  name: z.string().max(60), signer: z.string().max(80), kind: z.enum(['drawn', 'refused']), strokes: z.string().max(60_000),
  witnesses: z.array(z.string().max(60)).max(4).optional(), shown: z.string().max(100).optional(),
})).max(8).default([]);
