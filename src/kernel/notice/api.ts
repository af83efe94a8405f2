/**
 * What browser and server say to each other about notices, robots and webhooks; part of `kernel/api.ts`.
 *
 *   GET /api/notices?page=&unread=1 -> NoticePage ; POST /api/notices/read {ids|null} -> {unread} ; GET|POST /api/notices/settings NoticeChoice -> NoticeSettings
 *   GET /api/outlets -> OutletPage ; POST /api/outlets/robots|webhooks[/:id[/off|try|secret]] ; GET /api/outlets/deliveries -> {rows: DeliveryRow[], more} ; POST …/deliveries/:id/again
 */
import type { Label } from '../api.ts';

/** What one is told of; each may come by other ways (`NoticeSettings`). */
export type NoticeKind = 'task' | 'duty' | 'overdue' | 'escalated' | 'own' | 'told';
export interface NoticeRow {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly text: Label;
  /** Where it opens: the record and its step, the duty, the list. */
  readonly href: string;
  readonly unit: string;
  readonly at: string;
  readonly dueAt: string | null;
  readonly read: boolean;
  readonly urgent: boolean;
}
export interface NoticePage { readonly rows: readonly NoticeRow[]; readonly unread: number; readonly more: boolean }
export type NoticeWay = 'app' | 'mail' | 'push';
export interface NoticeChoice {
  readonly channels: { readonly [kind in NoticeKind]: readonly NoticeWay[] };
  /** Local times of day, `HH:mm`; both null: never quiet. */
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly digest: 'at_once' | 'hourly' | 'daily';
  readonly digestAt: string;
  /** By what a robot of each service mentions the person in its group; null: not at all. */
  readonly mentions: { readonly [kind in RobotKind]: string | null };
}
export interface NoticeSettings {
  readonly choice: NoticeChoice;
  /** The zone in which quiet hours and the digest are meant: that of the person's unit. */
  readonly zone: string;
  /** What can work here at all. */
  readonly mail: { readonly here: boolean; readonly to: string | null };
  readonly push: { readonly key: string; readonly devices: readonly { readonly id: string; readonly device: string; readonly since: string }[] };
}

/** Where the house speaks to groups and programs (对外通知): for an administrator of the whole organisation. */
export type RobotKind = 'wecom' | 'dingtalk' | 'feishu';
export interface RobotRow { readonly id: string; readonly kind: RobotKind; readonly label: string; readonly unit: string; readonly unitId: string; readonly host: string; readonly signed: boolean; readonly kinds: readonly NoticeKind[]; readonly lang: 0 | 1; readonly quietFrom: string | null; readonly quietTo: string | null; readonly off: boolean }
export type WebhookEvent = 'created' | 'changed' | 'step' | 'notice';
export interface WebhookRow { readonly id: string; readonly label: string; readonly host: string; readonly events: readonly WebhookEvent[]; readonly registers: readonly string[]; readonly off: boolean }
export interface OutletPage { readonly robots: readonly RobotRow[]; readonly webhooks: readonly WebhookRow[]; readonly units: readonly { readonly id: string; readonly name: string }[]; readonly registers: readonly { readonly name: string; readonly label: Label }[] }
export type DeliveryState = 'waiting' | 'sent' | 'failed' | 'dropped';
export interface DeliveryRow {
  readonly id: string; readonly channel: 'mail' | 'push' | 'robot' | 'webhook'; readonly to: string; readonly about: Label; readonly state: DeliveryState; readonly attempts: number;
  readonly at: string; readonly triedAt: string | null; readonly nextAt: string | null; readonly status: number | null; readonly said: string | null;
}
