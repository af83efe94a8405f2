/** OpenAPI 3.1 for every route, written from the definitions: each register, each step and each report has its own operation with its own schema. */
import type { Label } from '../kernel/api.ts';
import { jsonSchemaOfFields } from '../kernel/field/validate.ts';
import { stepsOf } from '../kernel/process/process.ts';
import type { Register } from '../kernel/register/register.ts';
import type { Kernel } from '../kernel/runtime.ts';

type Json = { readonly [name: string]: unknown };
const text = (l: Label): string => `${l[0]} · ${l[1]}`;
const param = (name: string, where: 'path' | 'query', schema: Json = { type: 'string' }): Json => ({ name, in: where, required: where === 'path', schema });
const KEY: Json = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', format: 'uuid' }, description: 'Made when the form opens; the same key with the same content gives the same answer.' };
const body = (schema: Json): Json => ({ required: true, content: { 'application/json': { schema } } });
const answers = (schema: Json): Json => ({
  200: { description: 'OK', content: { 'application/json': { schema } } },
  '4XX': { description: 'A refusal, with its reason in both languages', content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } } },
});
const object = (properties: Json, required: readonly string[] = []): Json => ({ type: 'object', properties, required, additionalProperties: false });
const ID = param('id', 'path', { type: 'string', format: 'uuid' });
const INTAKE = ['organisation', 'intake', 'token'].map((name) => param(name, 'path'));
const WRITTEN = { $ref: '#/components/schemas/Written' };
const FORMAT: Json = { enum: ['xlsx', 'csv', 'docx', 'pdf'] };
const LANG = param('lang', 'query', { enum: ['0', '1'] });
const LIST = [param('q', 'query'), param('filter', 'query'), param('sort', 'query'), param('page', 'query', { type: 'integer', minimum: 1 }), param('size', 'query', { type: 'integer', minimum: 1, maximum: 200 })];

export function openApi(kernel: Kernel, version: string): Json {
  const paths: { [path: string]: Json } = { ...fixedPaths() };
  for (const register of kernel.registers.values()) Object.assign(paths, registerPaths(kernel, register));
  for (const report of kernel.reports.values()) {
    paths[`/api/reports/${report.name}`] = { get: operation(report.label, `report.${report.name}`, 'reports', { parameters: [param('params', 'query')] }) };
    paths[`/api/reports/${report.name}/export`] = { get: file(report.label, `report.${report.name}.export`, 'reports', [param('params', 'query'), param('format', 'query', FORMAT), LANG]) };
  }
  for (const composed of kernel.composedReports.values()) {
    paths[`/api/composed-reports/${composed.name}`] = { get: operation(composed.label, `composed.${composed.name}`, 'reports', { parameters: [param('params', 'query')] }) };
    paths[`/api/composed-reports/${composed.name}/export`] = { get: file(composed.label, `composed.${composed.name}.export`, 'reports', [param('params', 'query'), param('format', 'query', FORMAT), LANG]) };
  }
  for (const query of kernel.queries.values()) paths[`/api/queries/${query.name}`] = { get: operation(query.label, `query.${query.name}`, 'queries', { parameters: [param('params', 'query')] }) };
  return {
    openapi: '3.1.0', info: { title: 'Dutydesk 值班台', version }, paths,
    components: {
      schemas: {
        Refusal: object({ error: object({ code: { type: 'string' }, message: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }, fields: { type: 'object' }, reference: { type: 'string' } }, ['code', 'message']) }, ['error']),
        Written: object({ id: { type: 'string' }, number: { type: 'string' }, state: { type: 'string' }, version: { type: 'integer' }, slips: { type: 'array', items: { type: 'string' } }, repeated: { type: 'boolean' } }, ['id', 'number', 'state', 'version', 'slips']),
        Signature: object({ name: { type: 'string' }, signer: { type: 'string' }, kind: { enum: ['drawn', 'refused'] }, strokes: { type: 'string' }, witnesses: { type: 'array', items: { type: 'string' } }, shown: { type: 'string' } }, ['name', 'signer', 'kind', 'strokes']),
      },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'dutydesk' } },
    },
    security: [{ session: [] }],
  };
}

const operation = (label: Label, id: string, tag: string, more: Json = {}, answer: Json = {}): Json => ({ summary: text(label), operationId: id, tags: [tag], ...more, responses: answers(answer) });
const file = (label: Label, id: string, tag: string, parameters: readonly Json[]): Json =>
  ({ summary: text(label), operationId: id, tags: [tag], parameters, responses: { ...answers({}), 200: { description: 'A file, always as a download', content: { 'application/octet-stream': {} } } } });

function registerPaths(kernel: Kernel, r: Register): { [path: string]: Json } {
  const at = `/api/records/${r.name}`;
  const values = jsonSchemaOfFields(Object.fromEntries(Object.entries(r.fields).filter(([, f]) => !f.options.readonly)));
  const op = (what: string, label: Label, more: Json, answer: Json = WRITTEN) => operation([`${r.label[0]}:${label[0]}`, `${r.label[1]}: ${label[1]}`], `${r.name}.${what}`, r.name, more, answer);
  const reason = body(object({ reason: { type: 'string' } }, ['reason']));
  const paths: { [path: string]: Json } = {
    [at]: {
      get: op('list', ['列表', 'list'], { parameters: LIST }, {}),
      post: op('create', ['登记', 'create'], { parameters: [KEY], requestBody: body(object({ values }, ['values'])) }),
    },
    [`${at}/{id}/export`]: { get: file([`${r.label[0]}:导出一条`, `${r.label[1]}: export one`], `${r.name}.file`, r.name, [ID, param('format', 'query', FORMAT), LANG, param('history', 'query', { enum: ['0', '1'] })]) },
    [`${at}/export`]: { get: file([`${r.label[0]}:导出`, `${r.label[1]}: export`], `${r.name}.export`, r.name, [...LIST, param('format', 'query', FORMAT), LANG, param('columns', 'query'), param('group', 'query'), param('view', 'query')]), post: op('export.large', ['后台导出', 'export as a job'], { parameters: [KEY], requestBody: body(object({ ...Object.fromEntries(['q', 'filter', 'sort', 'format', 'lang', 'columns', 'group', 'view'].map((name) => [name, { type: 'string' }])), total: { type: 'integer' } })) }) },
    [`${at}/groups`]: { get: op('groups', ['分组小计', 'groups with subtotals'], { parameters: [...LIST, param('group', 'query'), param('columns', 'query')] }, {}) },
    [`${at}/bulk/try`]: { post: op('bulk.try', ['试算批量修改', 'try a bulk edit'], { requestBody: body(object({ ...BULK, all: object({ q: { type: 'string' }, filter: { type: 'object' } }) }, ['field', 'value'])) }, {}) },
    [`${at}/bulk`]: { post: op('bulk', ['批量修改', 'edit many'], { parameters: [KEY], requestBody: body(object({ ...BULK, reason: { type: 'string' }, goodOnly: { type: 'boolean' } }, ['rows', 'field', 'value', 'goodOnly'])) }, {}) },
    [`${at}/{id}`]: {
      get: op('read', ['查看', 'read'], { parameters: [ID] }, {}),
      patch: op('edit', ['修改', 'edit'], { parameters: [ID, KEY], requestBody: body(object({ version: { type: 'integer' }, values: { ...values, required: [] }, reason: { type: ['string', 'null'] } }, ['version', 'values'])) }),
    },
    [`${at}/{id}/archive`]: { post: op('archive', ['归档', 'archive'], { parameters: [ID, KEY], requestBody: reason }) },
    [`${at}/{id}/restore`]: { post: op('restore', ['取消归档', 'restore'], { parameters: [ID, KEY], requestBody: reason }) },
    [`${at}/{id}/disclose`]: { post: op('disclose', ['查看个人信息', 'disclose'], { parameters: [ID], requestBody: body(object({ field: { type: 'string' }, reason: { type: 'string' } }, ['field', 'reason'])) }, {}) },
    [`/api/options/${r.name}`]: { get: op('options', ['选项', 'options'], { parameters: [param('q', 'query'), param('id', 'query')] }, {}) },
  };
  const process = kernel.processes.get(r.name);
  for (const [name, step] of Object.entries(process ? stepsOf(process) : {})) {
    const input = object({ version: { type: 'integer' }, input: jsonSchemaOfFields(step.form), signatures: { type: 'array', items: { $ref: '#/components/schemas/Signature' } } });
    paths[`${at}/{id}/steps/${name}`] = { post: op(name, step.label, { parameters: [ID, KEY], requestBody: body(input) }) };
    paths[`${at}/{id}/steps/${name}/preview`] = { get: op(`${name}.preview`, step.label, { parameters: [ID] }, {}) };
  }
  return paths;
}

const BULK = { rows: { type: 'array', items: object({ id: { type: 'string', format: 'uuid' }, version: { type: 'integer' } }, ['id', 'version']), minItems: 1, maxItems: 500 }, field: { type: 'string' }, value: {} };
const REGISTER = param('register', 'path');
const TABLE = {
  columns: { type: 'array', items: { type: ['string', 'null'] } }, rows: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
  key: { type: ['array', 'null'], items: { type: 'string' } },
};

const VIEW_STATE = object({ q: { type: 'string' }, filter: { type: 'object' }, sort: { type: 'string' }, size: { type: 'integer', minimum: 1, maximum: 200 }, cols: { type: 'string' }, group: { type: 'string' }, density: { enum: ['comfortable', 'compact'] } });

/** Coming in, and one's own account. */
function signInPaths(): { [path: string]: Json } {
  const text_ = { type: 'string' };
  const post = (id: string, label: Label, properties: Json, required: readonly string[], open = false) => ({ post: { ...operation(label, id, 'sign-in', { requestBody: body(object(properties, required)) }), ...(open ? { security: [] } : {}) } });
  const outside = (id: string, label: Label, properties: Json, required: readonly string[]) => post(id, label, properties, required, true);
  const response = { type: 'object', properties: { id: text_ }, required: ['id'] };
  const sure = (id: string, label: Label, properties: Json = {}, required: readonly string[] = []) => post(id, label, { current: { type: 'string', description: 'One’s own password once more' }, ...properties }, required);
  return {
    '/api/sign-in': outside('sign-in', ['登录', 'Sign in'], { organisation: text_, name: text_, password: text_ }, ['name', 'password']),
    '/api/sign-in/ways': { get: { ...operation(['登录方式', 'Ways of signing in'], 'sign-in.ways', 'sign-in'), security: [] } },
    '/api/sign-in/code': outside('sign-in.code', ['输入验证码', 'Give a one-time code'], { ticket: text_, code: text_ }, ['ticket', 'code']),
    '/api/sign-in/enrol': outside('sign-in.enrol', ['设置两步验证并登录', 'Set up codes on the way in'], { ticket: text_, code: text_ }, ['ticket', 'code']),
    '/api/sign-in/new-password': outside('sign-in.new-password', ['更换到期的密码', 'Replace a password that ran out'], { ticket: text_, password: text_ }, ['ticket', 'password']),
    '/api/sign-in/badge': outside('sign-in.badge', ['工牌登录', 'Sign in with badge and PIN'], { badge: text_, pin: text_ }, ['badge', 'pin']),
    '/api/sign-in/passkey/start': outside('sign-in.passkey.start', ['通行密钥登录：取题', 'Passkey: ask for a challenge'], { organisation: text_ }, []),
    '/api/sign-in/passkey': outside('sign-in.passkey', ['通行密钥登录', 'Sign in with a passkey'], { ticket: text_, response }, ['ticket', 'response']),
    '/api/sign-in/forgotten': outside('sign-in.forgotten', ['忘记密码', 'Ask for a link to set a new password'], { organisation: text_, name: text_ }, ['name']),
    '/api/sign-in/reset': outside('sign-in.reset', ['凭链接设新密码', 'Set a new password by the link'], { ticket: text_, password: text_ }, ['ticket', 'password']),
    '/api/sign-in/provider': { get: { ...operation(['去统一登录', 'Leave for the identity provider'], 'sign-in.provider', 'sign-in', { parameters: [param('organisation', 'query'), param('next', 'query')] }), security: [] } },
    '/api/sign-in/provider/return': { get: { ...operation(['从统一登录返回', 'Back from the identity provider'], 'sign-in.provider.return', 'sign-in', { parameters: [param('code', 'query'), param('state', 'query')] }), security: [] } },
    '/api/sign-out': { post: operation(['退出', 'Sign out'], 'sign-out', 'sign-in') },
    '/api/account': { get: operation(['本人账户', 'One’s own account'], 'account', 'sign-in') },
    '/api/account/sessions/end': post('account.sessions.end', ['结束登录', 'End sessions'], { id: { type: ['string', 'null'], format: 'uuid', description: 'Left out: all but this one' } }, []),
    '/api/account/mail': { post: operation(['设置邮箱', 'Set the e-mail address'], 'account.mail', 'sign-in', { parameters: [KEY], requestBody: body(object({ current: text_, mail: { type: ['string', 'null'] } }, ['mail'])) }) },
    '/api/account/codes/start': sure('account.codes.start', ['两步验证：取密钥', 'Codes: ask for a secret']),
    '/api/account/codes': sure('account.codes', ['开启两步验证', 'Set up codes'], { ticket: text_, code: text_ }, ['ticket', 'code']),
    '/api/account/codes/recovery': sure('account.codes.recovery', ['更换恢复码', 'New recovery codes']),
    '/api/account/codes/remove': sure('account.codes.remove', ['关闭两步验证', 'Switch codes off']),
    '/api/account/passkeys/start': sure('account.passkeys.start', ['添加通行密钥：取题', 'Passkey: begin']),
    '/api/account/passkeys': post('account.passkeys', ['添加通行密钥', 'Add a passkey'], { ticket: text_, label: text_, response }, ['ticket', 'label', 'response']),
    '/api/account/passkeys/remove': sure('account.passkeys.remove', ['移除通行密钥', 'Remove a passkey'], { id: text_ }, ['id']),
    '/api/account/badge': sure('account.badge', ['登记工牌与 PIN', 'Register badge and PIN'], { badge: text_, pin: text_ }, ['badge', 'pin']),
    '/api/account/badge/remove': sure('account.badge.remove', ['取消工牌与 PIN', 'Withdraw badge and PIN']),
    '/api/tills': post('tills', ['设为共用终端', 'Make this browser a shared till'], { label: text_ }, ['label']),
    '/api/tills/{id}/revoke': { post: operation(['停用共用终端', 'Take a till out of service'], 'till.revoke', 'sign-in', { parameters: [ID] }) },
    '/api/access/locked-out': post('access.locked-out', ['解除某人的验证方式', 'Clear somebody’s ways of signing in'], { user: { type: 'string', format: 'uuid' } }, ['user']),
  };
}

/** Notices, and where the house speaks to groups and programs. */
function noticePaths(): { [path: string]: Json } {
  const text_ = { type: 'string' };
  const time = { type: ['string', 'null'], pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' };
  const mention = { type: ['string', 'null'], minLength: 1, maxLength: 80 };
  const many = (values: readonly string[]) => ({ type: 'array', items: { enum: values } });
  const kinds = ['task', 'duty', 'overdue', 'escalated', 'own', 'told'];
  const get = (id: string, label: Label, parameters: readonly Json[] = []) => ({ get: operation(label, id, 'notices', { parameters }) });
  const post = (id: string, label: Label, content: Json | null, parameters: readonly Json[] = []) => ({ post: operation(label, id, 'notices', { parameters, ...(content ? { requestBody: body(content) } : {}) }) });
  const page = param('page', 'query', { type: 'integer', minimum: 1 });
  const choice = object({ channels: object(Object.fromEntries(kinds.map((k) => [k, many(['app', 'mail', 'push'])])), kinds), quietFrom: time, quietTo: time, digest: { enum: ['at_once', 'hourly', 'daily'] }, digestAt: { type: 'string', pattern: time.pattern }, mentions: object({ wecom: mention, dingtalk: mention, feishu: mention }, ['wecom', 'dingtalk', 'feishu']) }, ['channels', 'quietFrom', 'quietTo', 'digest', 'digestAt']);
  const robot = object({ kind: { enum: ['wecom', 'dingtalk', 'feishu'] }, label: text_, unit: { type: 'string', format: 'uuid' }, url: { type: ['string', 'null'], description: 'Left out: as it was' }, secret: { type: ['string', 'null'] }, kinds: many(kinds), lang: { enum: [0, 1] }, quietFrom: time, quietTo: time }, ['kind', 'label', 'unit', 'kinds', 'quietFrom', 'quietTo']);
  const webhook = object({ label: text_, url: { type: ['string', 'null'], description: 'Left out: as it was' }, events: many(['created', 'changed', 'step', 'notice']), registers: { type: 'array', items: text_ } }, ['label', 'events', 'registers']);
  const each = (kind: string, label: Label): { [path: string]: Json } => ({
    [`/api/outlets/${kind}/{id}/off`]: post(`outlets.${kind}.off`, [`停用或启用${label[0]}`, `Switch a ${label[1]} off or on`], object({ off: { type: 'boolean' } }, ['off']), [ID]),
    [`/api/outlets/${kind}/{id}/try`]: post(`outlets.${kind}.try`, [`试发${label[0]}`, `Try a ${label[1]}`], null, [ID]),
  });
  return {
    '/api/notices': get('notices', ['通知', 'Notices'], [page, param('unread', 'query', { enum: ['1'] })]),
    '/api/notices/read': post('notices.read', ['标为已读', 'Mark as read'], object({ ids: { type: ['array', 'null'], items: { type: 'string', format: 'uuid' }, description: 'null: all of them' } }, ['ids'])),
    '/api/notices/settings': { ...get('notices.settings', ['通知设置', 'Notice settings']), ...post('notices.choose', ['修改通知设置', 'Choose how notices come'], choice) },
    '/api/notices/push': post('notices.push', ['开启浏览器推送', 'Let this browser push'], object({ endpoint: text_, keys: object({ p256dh: text_, auth: text_ }, ['p256dh', 'auth']) }, ['endpoint', 'keys'])),
    '/api/notices/push/remove': post('notices.push.remove', ['取消浏览器推送', 'Give up a browser'], object({ id: { type: 'string', format: 'uuid' } }, ['id'])),
    '/api/outlets': get('outlets', ['对外通知', 'Robots and webhooks']),
    '/api/outlets/deliveries': get('outlets.deliveries', ['发送记录', 'Log of what left'], [param('state', 'query', { enum: ['waiting', 'sent', 'failed', 'dropped'] }), param('channel', 'query', { enum: ['mail', 'push', 'robot', 'webhook'] }), page]),
    '/api/outlets/deliveries/{id}/again': post('outlets.deliveries.again', ['重新发送', 'Send once more'], null, [ID]),
    '/api/outlets/robots': post('outlets.robots', ['添加机器人', 'Add a robot'], robot, [KEY]),
    '/api/outlets/robots/{id}': post('outlets.robots.edit', ['修改机器人', 'Change a robot'], robot, [ID]),
    '/api/outlets/webhooks': post('outlets.webhooks', ['添加 Webhook', 'Add a webhook'], webhook),
    '/api/outlets/webhooks/{id}': post('outlets.webhooks.edit', ['修改 Webhook', 'Change a webhook'], webhook, [ID]),
    '/api/outlets/webhooks/{id}/secret': post('outlets.webhooks.secret', ['更换密钥', 'Renew the secret'], null, [ID]),
    ...each('robots', ['机器人', 'robot']), ...each('webhooks', [' Webhook', 'webhook']),
  };
}

const LABELS = object({
  ids: { type: 'array', items: { type: 'string', format: 'uuid' }, description: 'Chosen records; left out: all that the list shows' }, q: { type: 'string' }, filter: { type: 'object' }, sort: { type: 'string' }, lang: { enum: ['0', '1'] },
  paper: { enum: ['40x30', '50x30', '60x40', 'sheet'] }, symbol: { enum: ['qr', 'code128'] }, copies: { type: 'integer', minimum: 1, maximum: 24 }, used: { type: 'integer', minimum: 0, maximum: 23, description: 'Places of the first sheet that are gone already' },
});

function fixedPaths(): { [path: string]: Json } {
  const get = (id: string, label: Label, parameters: readonly Json[] = []) => ({ get: operation(label, id, 'desk', { parameters }) });
  return {
    ...signInPaths(),
    '/api/me': get('me', ['本人', 'Who am I']), '/api/meta': get('meta', ['可见可办', 'What may I see and do']), '/api/home': get('home', ['我的工作', 'My work']),
    '/api/search': get('search', ['搜索', 'Search'], [param('q', 'query')]),
    '/api/views': {
      ...get('views', ['列表视图', 'Saved views'], [param('register', 'query')]),
      post: operation(['保存视图', 'Save a view'], 'view.save', 'desk', { parameters: [KEY], requestBody: body(object({ register: { type: 'string' }, name: { type: 'string' }, state: VIEW_STATE }, ['register', 'name', 'state'])) }),
    },
    '/api/views/choose': { post: operation(['列表以哪个视图打开', 'Choose with which view a list opens'], 'view.choose', 'desk', { parameters: [KEY], requestBody: body(object({ register: { type: 'string' }, view: { type: ['string', 'null'], format: 'uuid' } }, ['register', 'view'])) }) },
    '/api/views/{id}': { patch: operation(['修改、共享视图', 'Change or share a view'], 'view.change', 'desk', { parameters: [ID, KEY], requestBody: body(object({ name: { type: 'string' }, state: VIEW_STATE, unit: { type: ['string', 'null'], format: 'uuid' }, opensUnit: { type: 'boolean' } })) }) },
    '/api/views/{id}/remove': { post: operation(['删除视图', 'Remove a view'], 'view.remove', 'desk', { parameters: [ID, KEY] }) },
    '/api/duties': get('duties', ['定期事项', 'Duties'], [param('from', 'query'), param('to', 'query')]),
    '/api/duties/{id}/done': { post: operation(['完成定期事项', 'Do a duty'], 'duty.done', 'desk', { parameters: [ID, KEY], requestBody: body(object({ input: { type: 'object' }, signatures: { type: 'array', items: { $ref: '#/components/schemas/Signature' } } })) }) },
    '/api/audit': get('audit', ['审计', 'Audit'], [param('from', 'query'), param('to', 'query'), param('register', 'query'), param('actor', 'query'), param('page', 'query')]),
    '/api/audit/verify': { post: operation(['校验审计链', 'Verify the audit chain'], 'audit.verify', 'desk') },
    '/api/parameters': get('parameters', ['参数与待定事项', 'Parameters and open questions']),
    '/api/parameters/{name}': { post: operation(['答复参数', 'Answer a parameter'], 'parameter.answer', 'desk', { parameters: [param('name', 'path'), KEY], requestBody: body(object({ from: { type: 'string', format: 'date' }, value: {}, reason: { type: 'string' } }, ['from', 'value', 'reason'])) }) },
    '/api/access/password': { post: operation(['设置密码', 'Set a password'], 'access.password', 'desk', { requestBody: body(object({ user: { type: 'string', format: 'uuid' }, password: { type: 'string' }, current: { type: 'string', description: 'One’s own password as it is, when changing one’s own' } }, ['user', 'password'])) }) },
    '/api/slips/{id}': get('slip.read', ['单据', 'Slip'], [ID]),
    '/api/slips/{id}/print': { post: operation(['打印单据', 'Print a slip'], 'slip.print', 'desk', { parameters: [ID, KEY], requestBody: body(object({ paper: { enum: ['a4', '80mm'] } })) }) },
    '/api/slips/{id}/pdf': { get: file(['单据 PDF', 'Slip as PDF'], 'slip.pdf', 'desk', [ID, param('paper', 'query', { enum: ['a4', '80mm'] }), LANG]) },
    '/api/paper-style': {
      get: operation(['单据与文件样式', 'Look of papers'], 'papers.read', 'desk', {}),
      post: operation(['更改单据与文件样式', 'Change the look of papers'], 'papers.edit', 'desk', { parameters: [KEY], requestBody: body(object({ style: { type: 'object' }, version: { type: 'integer', minimum: 0 } }, ['style', 'version'])) }),
    },
    '/api/labels/{register}': { post: { ...file(['打印标签', 'Labels'], 'labels.print', 'desk', [param('register', 'path')]), requestBody: body(LABELS) } },
    '/api/attachments': { post: operation(['上传附件', 'Upload'], 'attachment.put', 'desk', { requestBody: { required: true, content: { 'multipart/form-data': { schema: object({ file: { type: 'string', format: 'binary' } }) } } } }) },
    '/api/received/{receiver}': { post: operation(['送入文件', 'Take in a file'], 'received.put', 'desk', { requestBody: { required: true, content: { 'multipart/form-data': { schema: object({ file: { type: 'string', format: 'binary' } }) } } } }) },
    '/api/attachments/{id}': { get: file(['下载附件', 'Download'], 'attachment.read', 'desk', [ID]) },
    '/api/intake/{organisation}/{intake}/{token}': {
      get: { ...operation(['外部填报表', 'A form for people outside'], 'intake.open', 'intake', { parameters: INTAKE }), security: [] },
      post: { ...operation(['外部填报', 'Fill in a form from outside'], 'intake.receive', 'intake', { parameters: [...INTAKE, KEY], requestBody: body(object({ values: { type: 'object' } }, ['values'])) }), security: [] },
    },
    '/api/intake/{organisation}/{intake}/{token}/photos': { post: { ...operation(['外部上传照片', 'Upload a photograph from outside'], 'intake.photo', 'intake', { parameters: INTAKE, requestBody: { required: true, content: { 'multipart/form-data': { schema: object({ file: { type: 'string', format: 'binary' } }) } } } }), security: [] } },
    '/api/imports/{register}/template': { get: file(['导入模板', 'Template of a table'], 'import.template', 'desk', [REGISTER, LANG]) },
    '/api/imports/{register}/read': { post: operation(['读取表格', 'Read a table'], 'import.read', 'desk', { parameters: [REGISTER, param('sheet', 'query')], requestBody: { required: true, content: { 'multipart/form-data': { schema: object({ file: { type: 'string', format: 'binary' } }) } } } }) },
    '/api/imports/{register}/try': { post: operation(['试算导入', 'Try a table without writing'], 'import.try', 'desk', { parameters: [REGISTER], requestBody: body(object(TABLE, ['columns', 'rows', 'key'])) }) },
    '/api/imports/{register}': { post: operation(['导入', 'Bring a table in'], 'import.write', 'desk', { parameters: [REGISTER, KEY], requestBody: body(object({ ...TABLE, file: { type: 'string' }, goodOnly: { type: 'boolean' } }, ['columns', 'rows', 'key', 'file', 'goodOnly'])) }) },
    '/api/imports/{register}/large': { post: operation(['大表导入', 'A large table, as a job'], 'import.large', 'desk', { parameters: [REGISTER, KEY], requestBody: body(object({ what: { enum: ['try', 'bring'] }, upload: { type: 'string', format: 'uuid' }, file: { type: 'string' }, heads: { type: 'array', items: { type: 'string' } }, columns: TABLE.columns, key: TABLE.key, total: { type: 'integer' }, lang: { enum: [0, 1] } }, ['what', 'upload', 'file', 'heads', 'columns', 'key', 'total', 'lang'])) }) },
    '/api/imports/{register}/refused': { post: operation(['未导入的行', 'What was left out, with reasons'], 'import.refused', 'desk', { parameters: [REGISTER, LANG], requestBody: body(object({ heads: { type: 'array', items: { type: 'string' } }, rows: { type: 'array', items: { type: 'array', items: { type: 'string' } } } }, ['heads', 'rows'])) }) },
    '/api/house': get('house', ['系统状态', 'State of the installation']),
    '/api/house/backup': { post: operation(['立即备份', 'Back up now'], 'house.backup', 'desk', { parameters: [KEY] }) },
    '/api/house/restore': { post: operation(['从备份恢复', 'Restore a backup'], 'house.restore', 'desk', { requestBody: body(object({ name: { type: 'string' }, password: { type: 'string' } }, ['name', 'password'])) }) },
    '/api/set-up/restore': { post: operation(['首次设置时从备份恢复', 'Restore a backup at first run'], 'set-up.restore', 'desk', { parameters: [param('token', 'query')], requestBody: { required: true, content: { 'multipart/form-data': { schema: object({ file: { type: 'string', format: 'binary' } }) } } } }) },
    '/api/jobs': get('jobs', ['后台任务', 'Jobs'], [param('all', 'query', { enum: ['1'] })]),
    '/api/jobs/{id}': get('jobs.one', ['一个后台任务', 'One job'], [ID]),
    '/api/jobs/{id}/stop': { post: operation(['停止后台任务', 'Stop a job'], 'jobs.stop', 'desk', { parameters: [ID] }) },
    '/api/jobs/{id}/file': { get: file(['后台任务的结果文件', 'The result of a job'], 'jobs.file', 'desk', [ID]) },
    '/api/house/verify': { post: operation(['校验最近的备份', 'Verify the newest backup'], 'house.verify', 'desk', { parameters: [KEY] }) },
    ...noticePaths(),
    '/api/changes': get('changes', ['实时变更', 'Live changes (server-sent events)']),
    '/api/set-up': { get: { ...operation(['设置状态', 'Set-up state'], 'set-up', 'desk'), security: [] }, post: { ...operation(['创建组织', 'Create the organisation'], 'set-up.create', 'desk', { requestBody: body(object({ code: { type: 'string' }, name: { type: 'string' }, zone: { type: 'string' }, login: { type: 'string' }, displayName: { type: 'string' }, password: { type: 'string' }, token: { type: 'string' } }, ['code', 'name', 'login', 'displayName', 'password'])) }), security: [] } },
    '/api/set-up/remove-demo': { post: operation(['移除演示数据', 'Remove the demo'], 'set-up.remove-demo', 'desk') },
    '/api/demo-sign-ins': { get: { ...operation(['演示账号', 'Demo sign-ins'], 'demo-sign-ins', 'desk'), security: [] } },
    '/api/openapi.json': get('openapi', ['接口说明', 'This description']),
  };
}
