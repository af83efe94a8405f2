/** Forms for people outside, over HTTP: opened by a token, without a session; limited in pace and size, and telling nothing to those who guess. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../kernel/access/actor.ts';
import { asSystem } from '../../kernel/access/system.ts';
import type { Tenant } from '../../kernel/access/tenant.ts';
import type { IntakeAnswer, IntakePage } from '../../kernel/api.ts';
import { organisationDay } from '../../kernel/audit/history.ts';
import type { Tx } from '../../kernel/database/tx.ts';
import { readFields } from '../../kernel/field/validate.ts';
import { intakeUnknown, isToken, type Intake } from '../../kernel/intake.ts';
import { fieldsMeta } from '../../kernel/meta.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { invalid } from '../../kernel/register/write.ts';
import { keepAttachment } from '../files/store.ts';
import { tenantList } from '../session.ts';
import { type Context, onceOf, read } from './context.ts';

interface At { Params: { organisation: string; intake: string; token: string } }
interface Opened { readonly tenant: Tenant; readonly intake: Intake; readonly actor: Actor; readonly token: string }

const MOST_BYTES = 8 * 1024 * 1024;
const PICTURES = ['image/jpeg', 'image/png', 'image/webp'];
const pace = (max: number) => ({ config: { rateLimit: { max, timeWindow: '10 minutes' } } });

export function intakeRoutes(app: FastifyInstance, { kernel, store }: Context): void {
  const open = async ({ organisation, intake: name, token }: At['Params']): Promise<Opened> => {
    const tenant = (await tenantList(kernel)).find((t) => t.code === organisation);
    const intake = kernel.intakes.get(name);
    if (!tenant || !intake || !isToken(token)) throw intakeUnknown();
    return { tenant, intake, token, actor: { ...asSystem(tenant.id, 'intake'), name: '外部填报' } };
  };

  app.get<At>('/api/intake/:organisation/:intake/:token', pace(120), async (request): Promise<IntakePage> => {
    const { tenant, intake, actor, token } = await open(request.params);
    const found = await kernel.read(actor, (tx) => mustFind(tx, intake, token));
    return { organisation: tenant.name, label: intake.label, hint: intake.hint, lines: intake.lines?.(found) ?? [], fields: fieldsMeta(intake.fields) };
  });

  app.post<At>('/api/intake/:organisation/:intake/:token', pace(10), async (request): Promise<IntakeAnswer> => {
    const { tenant, intake, actor, token } = await open(request.params);
    const { values } = read(z.strictObject({ values: z.record(z.string(), z.unknown()) }), request.body);
    return kernel.write(actor, async (tx) => {
      const found = await mustFind(tx, intake, token);
      const input = readFields(intake.fields, values);
      if (!input.ok) throw invalid(input.fields);
      await mustBeOwnPhotos(tx, intake, input.values);
      const { number, answers } = await intake.receive({ tx, found, input: input.values, now: tx.now, day: await organisationDay(tx) });
      return { number, thanks: intake.thanks, ...(answers ? { answers: `/intake/${tenant.code}/${answers.intake}/${answers.token}` } : {}) };
    }, onceOf(request, values));
  });

  app.post<At>('/api/intake/:organisation/:intake/:token/photos', pace(12), async (request): Promise<{ id: string }> => {
    const { intake, actor, token } = await open(request.params);
    await kernel.read(actor, (tx) => mustFind(tx, intake, token));
    const file = Object.values(intake.fields).some((f) => f.kind.name === 'photo') ? await request.file() : undefined;
    if (!file) throw new Refusal('attachment.none', ['没有收到文件', 'No file came with the request'], 422);
    const stored = await store.put(file.file, { maxBytes: MOST_BYTES, originalName: file.filename });
    if (!PICTURES.includes(stored.type)) throw new Refusal('intake.picture', ['这里只收照片', 'Only photographs are taken here'], 422);
    const { id } = await kernel.write(actor, (tx) => keepAttachment(tx, stored));
    return { id };
  });
}

async function mustFind(tx: Tx, intake: Intake, token: string): Promise<unknown> {
  const found = await intake.find(tx, token);
  if (found === null || found === undefined) throw intakeUnknown();
  return found;
}

/** Only what came in from outside today and is in no record yet: an address of somebody else's picture opens nothing here. */
async function mustBeOwnPhotos(tx: Tx, intake: Intake, values: object): Promise<void> {
  const ids = Object.entries(values).filter(([name]) => intake.fields[name]?.kind.name === 'photo').flatMap(([, given]) => (given ?? []) as string[]);
  if (ids.length === 0) return;
  const [row] = await tx.query<{ n: number }>(
    `select count(*) as n from attachment a where a.tenant_id = $1 and a.id = any($2) and a.uploaded_by = $3 and a.at > $4
       and not exists (select 1 from attachment_use u where u.tenant_id = a.tenant_id and u.attachment_id = a.id)`,
    [tx.tenantId, ids, tx.actor.id, new Date(tx.now.getTime() - 86_400_000)]);
  if (Number(row!.n) !== new Set(ids).size) throw new Refusal('intake.photo', ['照片已失效，请重新选择', 'The photographs are no longer there; please choose them again'], 422);
}
