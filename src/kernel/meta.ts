/** What a person may see and do, as the browser needs it to draw every page. Computed from the declarations and the posts held. */
import { mayOpen, may, mayRead } from './access/access.ts';
import type { Actor } from './access/actor.ts';
import type { FieldMeta, Meta, ModuleMeta, RegisterMeta, SignMeta } from './api.ts';
import type { Fields } from './field/field.ts';
import type { Module } from './module.ts';
import { stepsOf, type Sign } from './process/process.ts';
import { bulkFields } from './register/bulk.ts';
import { groupFields } from './register/groups.ts';
import { importFields, importKeys } from './register/import.ts';
import { sortsOf, type Register } from './register/register.ts';
import type { Kernel } from './runtime.ts';

export function fieldsMeta(fields: Fields, actor?: Actor): FieldMeta[] {
  return Object.entries(fields).filter(([, f]) => !actor || mayRead(f, actor)).map(([name, f]) => {
    const { hint, optional: _optional, readBy: _readBy, ...options } = f.options;
    return { name, kind: f.kind.name, label: f.label, optional: f.optional, personal: f.personal, options, hint: hint ?? null, readonly: options.readonly === true };
  });
}

export const signMeta = (sign: readonly Sign[]): SignMeta[] => sign.map((s) => ({ name: s.name, label: s.label, by: s.by, role: s.role ?? null, refusable: s.refusable === true }));

export function metaFor(kernel: Kernel, actor: Actor, version: string): Meta {
  return { version, modules: kernel.modules.map((m) => moduleMeta(kernel, m, actor)).filter((m) => m.registers.length + m.reports.length + m.pages.length > 0) };
}

function moduleMeta(kernel: Kernel, m: Module, actor: Actor): ModuleMeta {
  return {
    name: m.name, area: m.area, label: m.label,
    registers: m.registers.filter((r) => mayOpen(r, actor) || may(actor, r.access.create)).map((r) => registerMeta(kernel, m, r, actor)),
    reports: (m.reports ?? []).filter((r) => may(actor, r.access)).map((r) => ({ name: r.name, label: r.label, module: m.name, params: fieldsMeta(r.params), page: r.page ?? null })),
    pages: Object.entries(m.pages ?? {}).filter(([, p]) => may(actor, p.access)).map(([name, p]) => ({ name, label: p.label, module: m.name })),
  };
}

function registerMeta(kernel: Kernel, m: Module, r: Register, actor: Actor): RegisterMeta {
  const process = kernel.processes.get(r.name);
  // What one may type but not read stays in the form: the front desk writes down details that it may not look up later.
  const creating = may(actor, r.access.create);
  const fields = fieldsMeta(r.fields, creating ? undefined : actor);
  const readable = (name: string) => !r.fields[name] || (mayRead(r.fields[name], actor) && !r.fields[name].personal);
  return {
    name: r.name, label: r.label, module: m.name, fields, list: r.list.filter((name) => !r.fields[name] || mayRead(r.fields[name], actor)),
    filters: [...Object.keys(r.fields).filter(readable), 'number', 'created_at', ...(process ? ['state'] : []), 'unit_id'],
    sorts: sortsOf(r).map((s) => s.replace(/^-/, '')).filter(readable).concat('number').filter((s, i, all) => all.indexOf(s) === i),
    groups: groupFields(r, actor, process !== undefined), bulk: bulkFields(r, actor),
    states: Object.entries(process?.states ?? {}).map(([name, s]) => ({ name, label: s.label, tone: s.tone })),
    steps: Object.entries(process ? stepsOf(process) : {}).filter(([, s]) => may(actor, s.by)).map(([name, s]) => ({
      name, label: s.label, from: s.from, form: fieldsMeta(s.form), sign: signMeta(s.sign ?? []), hint: s.hint ?? null, tone: s.tone ?? 'plain', hasPreview: s.preview !== undefined,
    })),
    mayCreate: creating, mayEdit: may(actor, r.access.edit ?? []), mayArchive: may(actor, r.access.archive ?? []), importKeys: creating && importFields(r).length > 0 ? importKeys(r) : null, hidden: r.hidden === true || (r.access.ownAside === true && !creating && !may(actor, r.access.read)), empty: r.empty ?? null,
  };
}
