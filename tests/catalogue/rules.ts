/**
 * The data rules of the architecture as questions to pg_catalog. Each answers with its offenders in words, and carries an
 * offence: statements that break exactly this rule, run in a transaction that is rolled back, to show that it can fail.
 */
import { sortsOf, type Register } from '../../src/kernel/register/register.ts';

export type Query = <T>(text: string, values?: readonly unknown[]) => Promise<T[]>;
export interface Rule {
  readonly name: string;
  /** Offenders, each with its name; empty when the rule holds. */
  find(query: Query): Promise<string[]>;
  readonly offence: string;
  readonly caught: RegExp;
}

/** Tables that belong to no organisation. */
const NOT_OF_A_TENANT = ['tenant', 'migration', 'installation'];
/** Indexes that cannot begin with tenant_id. */
export const OTHER_INDEXES: { readonly [index: string]: string } = {
  search_word_words: 'GIN over the words alone: PostgreSQL has no GIN for uuid without an extension; row-level security still filters, and the words are few per record',
  service_order_content_pairs: 'GIN over the pairs of characters alone, for the same reason; dd_containing asks for the organisation beside it',
};
/** What the application may take away, and why. */
export const MAY_DELETE: { readonly [table: string]: string } = {
  search_word: 'derived from the records, written anew with each of them',
  session: 'signing out ends a session at once',
  sign_in_ticket: 'good once: used, it is gone; the history says what came of it',
  second_factor: 'a way of signing in that its owner gave up; the history keeps that it was there',
  recovery_code: 'good once, and hashed: nothing to look back at',
  passkey: 'a key its owner took back; the history keeps its name',
  outside_identity: 'the bond is cut when somebody gets another account at the provider; the history keeps it',
  badge_pin: 'a badge its owner gave back; the history keeps that it was there',
  phone_caller: 'masked numbers of callers are kept only as long as the organisation says; the events themselves stay',
  saved_view: 'how its owner likes to see a list; the history keeps with whom it was shared',
  view_choice: 'goes with the view it names',
  notice: 'taken away after half a year; what happened stands in the history',
  delivery: 'a queue and its log, kept for a month',
  push_subscription: 'a browser that its owner or its push service gave up',
  event_waiting: 'a queue: the row goes when its listener has reacted; the event itself stays',
};
/** Rows that stay as they were written. */
export const APPEND_ONLY = [
  'history', 'history_unsealed', 'audit_link', 'audit_head', 'idempotency', 'event', 'slip', 'slip_print', 'slip_cancel', 'signature', 'attachment', 'attachment_use',
  'parameter_value', 'sign_in_attempt', 'ledger_journal', 'ledger_entry', 'ledger_lot_use', 'ledger_period', 'ledger_sum', 'tenant', 'migration', 'business_log_entry', 'import_row', 'phone_event', 'paper_style',
];
/** Tables of which single columns may change. */
const MAY_UPDATE: { readonly [table: string]: readonly string[] } = { ledger_lot: ['remaining'], ledger_hold: ['resolved_by'] };
/** Counted in the order of writing, so not made by the caller. */
const COUNTED_IDS = ['history', 'event'];
/** Runs with the owner's rights, and why. */
export const DEFINERS: { readonly [fn: string]: string } = { 
  dd_seal: 'the sealer alone writes the chain; nobody else has a grant on it',
  dd_found: 'row-level security keeps the index over words from being used; the organisation of the transaction is asked for beside the words',
  dd_containing: 'the same for the index over pairs of characters',
};

const TABLES = `select c.oid, c.relname as name, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence, exists (
    select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as tenant
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`;
const names = async (query: Query, text: string, values: readonly unknown[] = []): Promise<string[]> => (await query<{ name: string }>(text, values)).map((r) => r.name);
const tenantTable = (name: string, body: string) => `create table ${name} (tenant_id uuid not null, ${body}); select dd_tenant_table('${name}', 'select, insert');`;

export const RULES: readonly Rule[] = [
  {
    name: '每张表都属于某个组织,例外逐一列出',
    find: (query) => names(query, `with t as (${TABLES}) select name from t where not tenant and name <> all($1)`, [NOT_OF_A_TENANT]),
    offence: 'create table offender (id uuid primary key)', caught: /offender/,
  },
  {
    name: '主键、唯一键与索引都以 tenant_id 开头',
    find: (query) => names(query, `with t as (${TABLES}) select i.indexrelid::regclass::text as name from t join pg_index i on i.indrelid = t.oid
      where tenant and coalesce((select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]), '') <> 'tenant_id' and i.indexrelid::regclass::text <> all($1)`, [Object.keys(OTHER_INDEXES)]),
    offence: `${tenantTable('offender', 'id uuid not null, primary key (tenant_id, id)')} create index offending_index on offender (id, tenant_id)`, caught: /offending_index/,
  },
  {
    name: '每张组织的表都有主键',
    find: (query) => names(query, `with t as (${TABLES}) select name from t where not exists (select 1 from pg_index i where i.indrelid = t.oid and i.indisprimary)`),
    offence: tenantTable('offender', 'id uuid not null'), caught: /offender/,
  },
  {
    name: '外键两端都以 tenant_id 开头',
    find: (query) => names(query, `select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace and (
      (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]) <> 'tenant_id' or (select attname from pg_attribute where attrelid = k.confrelid and attnum = k.confkey[1]) <> 'tenant_id')`),
    offence: tenantTable('offender', 'id uuid not null, organisation uuid constraint offending_key references tenant (id), primary key (tenant_id, id)'), caught: /offending_key/,
  },
  {
    name: '行级安全已启用、强制,且有按组织过滤的策略',
    find: (query) => names(query, `with t as (${TABLES}) select name from t where tenant and not (relrowsecurity and relforcerowsecurity and (select count(*) = 1 and bool_and(
      p.polpermissive and p.polcmd = '*' and p.polroles = '{0}' and pg_get_expr(p.polqual, p.polrelid) like '%tenant_id = %current_setting(''dutydesk.tenant''%') from pg_policy p where p.polrelid = t.oid))`),
    offence: `${tenantTable('offender', 'id uuid not null, primary key (tenant_id, id)')} alter table offender no force row level security`, caught: /offender/,
  },
  {
    name: '没有第二条放宽的策略',
    find: (query) => names(query, `select p.polrelid::regclass || '.' || p.polname as name from pg_policy p where p.polname <> 'tenant'`),
    offence: 'create policy everything on history using (true)', caught: /history\.everything/,
  },
  {
    name: '应用角色不拥有任何东西,也没有特权',
    find: (query) => names(query, `with r as (select oid, rolname from pg_roles where rolname = 'dutydesk_app' or pg_has_role(oid, 'dutydesk_app', 'member') and not rolsuper)
      select rolname || ' owns ' || relname as name from r join pg_class c on c.relowner = r.oid union all select rolname || ' owns ' || proname from r join pg_proc p on p.proowner = r.oid
      union all select rolname || ' owns schema ' || nspname from r join pg_namespace n on n.nspowner = r.oid
      union all select rolname || ' is privileged' from pg_roles where oid in (select oid from r) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
      union all select rolname || ' may create in public' from r where has_schema_privilege(oid, 'public', 'create')`),
    offence: 'create table offender (id uuid); grant create on schema public to dutydesk_app; alter table offender owner to dutydesk_app', caught: /owns offender|may create/,
  },
  {
    name: '只增的表不能改、不能删、不能清空',
    find: async (query) => [
      ...await names(query, `select t || ' is gone' as name from unnest($1::text[]) as t where to_regclass('public.' || t) is null`, [APPEND_ONLY]),
      ...await names(query, `select t || ' may be ' || p as name from unnest($1::text[]) as t, unnest(array['update', 'delete', 'truncate']) as p where has_table_privilege('dutydesk_app', to_regclass('public.' || t), p)
        union all select t || ' has a column that may be updated' from unnest($1::text[]) as t where has_any_column_privilege('dutydesk_app', to_regclass('public.' || t), 'update')`, [APPEND_ONLY]),
    ],
    offence: 'grant update (reason) on history to dutydesk_app', caught: /history has a column/,
  },
  {
    name: '删除只限列出的表;单列可改的表只改那几列',
    find: async (query) => [
      ...await names(query, `with t as (${TABLES}) select name || ' may be deleted from or truncated' as name from t where has_table_privilege('dutydesk_app', oid, 'truncate') or (has_table_privilege('dutydesk_app', oid, 'delete') and name <> all($1))`, [Object.keys(MAY_DELETE)]),
      ...(await Promise.all(Object.entries(MAY_UPDATE).map(([table, columns]) => names(query, `select attrelid::regclass || '.' || attname || ' may be updated' as name from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> all($2) and has_column_privilege('dutydesk_app', attrelid, attnum, 'update')`, [table, columns])))).flat(),
    ],
    offence: 'grant update on ledger_lot to dutydesk_app; grant delete on task to dutydesk_app', caught: /ledger_lot\.quantity may be updated|task may be deleted/,
  },
  {
    name: '谁都能用的权限没有授予 public',
    find: (query) => names(query, `with t as (${TABLES}) select name from t, aclexplode((select relacl from pg_class where oid = t.oid)) as acl where acl.grantee = 0`),
    offence: 'grant select on user_secret to public', caught: /user_secret/,
  },
  {
    name: '没有浮点、货币类型、无时区时间、定长字符',
    find: (query) => names(query, `with t as (${TABLES}) select t.name || '.' || a.attname || ' is ' || format_type(a.atttypid, null) as name from t join pg_attribute a on a.attrelid = t.oid
      where a.attnum > 0 and not a.attisdropped and format_type(a.atttypid, null) = any($1)`, [['real', 'double precision', 'money', 'timestamp without time zone', 'time with time zone', 'character', 'json', 'real[]', 'double precision[]']]),
    offence: tenantTable('offender', 'id uuid not null, spent double precision, at timestamp, primary key (tenant_id, id)'), caught: /offender\.(spent|at)/,
  },
  {
    name: '以分计的列都是 bigint',
    find: (query) => names(query, `with t as (${TABLES}) select t.name || '.' || a.attname as name from t join pg_attribute a on a.attrelid = t.oid where a.attnum > 0 and a.attname like '%\\_fen' and a.atttypid <> 'bigint'::regtype`),
    offence: tenantTable('offender', 'id uuid not null, spent_fen integer, primary key (tenant_id, id)'), caught: /offender\.spent_fen/,
  },
  {
    name: '编号 id 都是 uuid',
    find: (query) => names(query, `with t as (${TABLES}) select t.name || '.' || a.attname as name from t join pg_attribute a on a.attrelid = t.oid
      where a.attnum > 0 and not a.attisdropped and (a.attname = 'id' or a.attname = 'tenant_id') and a.atttypid <> 'uuid'::regtype and not (a.attname = 'id' and t.name = any($1) and a.attidentity = 'a')`, [COUNTED_IDS]),
    offence: tenantTable('offender', 'id bigint not null, primary key (tenant_id, id)'), caught: /offender\.id/,
  },
  {
    name: '没有排他约束、可延迟约束',
    find: (query) => names(query, `select conrelid::regclass || '.' || conname as name from pg_constraint where connamespace = 'public'::regnamespace and (contype = 'x' or condeferrable)`),
    offence: tenantTable('offender', 'id uuid not null, code text, primary key (tenant_id, id), constraint offending_key unique (tenant_id, code) deferrable'), caught: /offending_key/,
  },
  {
    name: '只有 btree 索引,列出的 GIN 除外',
    find: (query) => names(query, `select c.relname || ' is ' || m.amname as name from pg_class c join pg_am m on m.oid = c.relam where c.relnamespace = 'public'::regnamespace and c.relkind in ('i', 'I') and m.amname <> 'btree' and c.relname <> all($1)`, [Object.keys(OTHER_INDEXES)]),
    offence: `${tenantTable('offender', 'id uuid not null, place point, primary key (tenant_id, id)')} create index offending_index on offender using gist (place)`, caught: /offending_index is gist/,
  },
  {
    name: '没有触发器、不落盘的表、绕过行级安全的视图、扩展',
    find: (query) => names(query, `with t as (${TABLES}) select 'unlogged ' || name as name from t where relpersistence <> 'p'
      union all select 'trigger ' || tgname from pg_trigger where not tgisinternal union all select 'extension ' || extname from pg_extension where extname <> 'plpgsql'
      union all select 'view ' || relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') and not coalesce('security_invoker=true' = any(reloptions), false)`),
    offence: 'create view every_history as select * from history', caught: /view every_history/,
  },
  {
    name: '以拥有者身份运行的函数逐一列出,限定查找路径,不对 public 开放',
    find: (query) => names(query, `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
      and (proname <> all($1) or coalesce(array_to_string(proconfig, ','), '') !~ 'search_path=(pg_catalog, )?public, pg_temp$' or proacl is null or exists (select 1 from aclexplode(proacl) a where a.grantee = 0))`, [Object.keys(DEFINERS)]),
    offence: `create function offender() returns integer language sql security definer as 'select 1'`, caught: /offender/,
  },
  {
    name: '数据库函数不用会话级锁、监听、会话设置',
    find: (query) => names(query, `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosrc ~* '(pg_(try_)?advisory_(lock|unlock)|\\mlisten\\M|\\mnotify\\M|pg_notify|set_config\\([^)]*false\\)|create temp)'`),
    offence: `create function offender() returns void language sql as 'select pg_advisory_lock(1)'`, caught: /offender/,
  },
  {
    // A unit is never taken away and nobody follows it back to what names it, so those keys need none.
    name: '每个外键的列都有索引,指向组织单元的除外',
    find: (query) => names(query, `select k.conrelid::regclass || '.' || k.conname as name from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace and k.confrelid <> 'unit'::regclass
      and not exists (select 1 from pg_index i where i.indrelid = k.conrelid and i.indpred is null and (string_to_array(i.indkey::text, ' ')::smallint[])[1:cardinality(k.conkey)] = k.conkey)`),
    offence: tenantTable('offender', 'id uuid not null, person uuid, primary key (tenant_id, id), constraint offending_key foreign key (tenant_id, person) references app_user (tenant_id, id)'), caught: /offending_key/,
  },
];

/** Orders a list offers and references people follow back, without an index that serves them. */
export async function withoutIndex(query: Query, registers: readonly Register[]): Promise<string[]> {
  const rows = await query<{ table: string; columns: string[] }>(`select i.indrelid::regclass::text as table, array(select a.attname::text from unnest(string_to_array(i.indkey::text, ' ')::smallint[]) with ordinality as k(n, at)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.at) as columns from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace and i.indpred is null`);
  const pairs = await query<{ table: string; looked: string }>(`select i.indrelid::regclass::text as table, pg_get_expr(i.indexprs, i.indrelid) as looked from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = 'public'::regnamespace and i.indexprs is not null`);
  const served = (table: string, columns: readonly string[]) => rows.some((r) => r.table === table && columns.every((c, i) => r.columns[i] === c));
  return registers.flatMap((r) => [
    ...sortsOf(r).map((s) => s.replace(/^-/, '')).filter((s) => !served(r.name, s === 'number' ? ['tenant_id', s] : ['tenant_id', s, 'id'])).map((s) => `${r.name} sorted by ${s}`),
    ...Object.entries(r.fields).filter(([name, f]) => f.kind.name === 'ref' && !served(r.name, ['tenant_id', name])).map(([name]) => `${r.name} by reference ${name}`),
    ...(r.indexes ?? []).filter((columns) => !served(r.name, ['tenant_id', ...columns])).map((columns) => `${r.name} by ${columns.join(', ')}`),
    ...(r.unique ?? []).filter((columns) => !served(r.name, ['tenant_id', ...columns])).map((columns) => `${r.name} unique ${columns.join(', ')}`),
    ...(r.lookedInto ?? []).filter((column) => !pairs.some((p) => p.table === r.name && p.looked === `dd_pairs(${column})`)).map((column) => `${r.name} looked into ${column}`),
  ]);
}

/** References between registers that the database does not hold, so that they could point into another organisation. */
export async function withoutForeignKey(query: Query, registers: readonly Register[]): Promise<string[]> {
  const rows = await query<{ key: string }>(`select k.conrelid::regclass || '.' || (select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[2]) || ' -> ' || k.confrelid::regclass as key
    from pg_constraint k where k.contype = 'f' and cardinality(k.conkey) = 2`);
  const held = new Set(rows.map((r) => r.key));
  return registers.flatMap((r) => Object.entries(r.fields).flatMap(([name, f]) => {
    const target = f.kind.name === 'unit' ? 'unit' : f.kind.name === 'ref' ? String(f.options.register) : undefined;
    return target && !held.has(`${r.name}.${name} -> ${target}`) ? [`${r.name}.${name} -> ${target}`] : [];
  }));
}
