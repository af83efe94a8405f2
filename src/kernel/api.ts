/**
 * What the browser and the server say to each other. Types only: nothing here exists at run time,
 * so the browser may import it. Every route of the product speaks in these shapes.
 *
 *   POST   /api/sign-in {organisation?, name, password}          -> Me            (sets the session cookie)
 *   POST   /api/sign-out
 *   GET    /api/me                                                -> Me
 *   GET    /api/meta                                              -> Meta          (what this person may see and do)
 *   GET    /api/home                                              -> Home
 *   GET    /api/records/:register?q=&filter=&sort=&page=&size=    -> ListPage      (filter: JSON of Filter; sort: "-found_at")
 *   GET    /api/records/:register/export?format=xlsx|csv&…        -> file          (exactly what the list shows; with group= its groups)
 *   GET    /api/records/:register/groups?q=&filter=&group=&columns= -> ListGroups  (group: "region,done_on.month")
 *   GET    /api/views?register=                                   -> SavedViews ; POST {register, name, state} ; PATCH /api/views/:id {name?, state?, unit?, opensUnit?}
 *   POST   /api/views/:id/remove ; POST /api/views/choose {register, view}         (with which view the list opens for me)
 *   POST   /api/records/:register            {values}             -> Written       (header Idempotency-Key)
 *   GET    /api/records/:register/:id                             -> RecordPage
 *   PATCH  /api/records/:register/:id        {version, values, reason?}            -> Written
 *   POST   /api/records/:register/bulk/try {rows|all, field, value} -> BulkTried ; POST …/bulk {rows, field, value, reason, goodOnly} -> BulkDone
 *   POST   /api/records/:register/:id/archive {reason} | /restore {reason}         -> Written
 *   POST   /api/records/:register/:id/steps/:step {version, input, signatures}     -> Written
 *   GET    /api/records/:register/:id/steps/:step/preview         -> StepPreview   (facts a person should see before deciding)
 *   POST   /api/records/:register/:id/disclose {field, reason}    -> {value}
 *   GET    /api/options/:register?q=&id=                          -> Option[]      (for reference fields)
 *   GET    /api/queries/:query?params=JSON                        -> unknown       (hand-made pages)
 *   GET    /api/reports/:report?params=JSON                       -> ReportPage
 *   GET    /api/reports/:report/export?format=xlsx|csv|docx&params=JSON            -> file
 *   GET    /api/composed-reports/:report?params=JSON              -> ComposedPage
 *   GET    /api/composed-reports/:report/export?format=docx|pdf&params=JSON        -> file
 *   GET    /api/search?q=                                         -> SearchHit[]
 *   GET    /api/slips/:id                                         -> SlipPage ; POST /api/slips/:id/print {paper} -> SlipPage (counts reprints)
 *   GET    /api/slips/:id/pdf?paper=a4|80mm                       -> file
 *   POST   /api/imports/:register/read (multipart) -> ImportRead ; POST .../try ImportTable -> ImportTried ; POST /api/imports/:register -> ImportDone
 *   POST   /api/attachments (multipart)                           -> AttachmentRef ; GET /api/attachments/:id -> file, never inline
 *   GET    /api/audit?from=&to=&register=&actor=&page=            -> AuditPage ; POST /api/audit/verify -> AuditVerdict
 *   GET    /api/parameters                                        -> ParameterRow[] ; POST /api/parameters/:name {from, value, reason} -> Written
 *   GET    /api/duties?from=&to=                                  -> DutyRow[] ; POST /api/duties/:id/done {input, signatures} -> Written
 *   POST   /api/access/password {user, password, current?}        -> {}   (current: when it is one's own)
 *   GET    /api/changes  (server-sent events)                     -> Change ; event `unread`: a number ; notices and outlets: ./notice/api.ts
 *   GET    /api/intake/:organisation/:intake/:token -> IntakePage ; POST {values} -> IntakeAnswer ; POST …/photos (multipart) -> {id}   (no sign-in)
 *   GET    /api/openapi.json
 * A refusal is {error: RefusalBody} with its status. Anything else that fails is 500 {error: {code:'bug', message, reference}}.
 */
export type * from './notice/api.ts';
export type { HouseState, JobRow } from './api-house.ts';
export type Label = readonly [zh: string, en: string];
/** The same in every language (a name, a number), or words in each. */
export type Said = string | Label;

export interface RefusalBody {
  readonly code: string;
  readonly message: Label;
  /** Which inputs are wrong and why, so that the form can say it beside them. */
  readonly fields?: { readonly [name: string]: Label };
  readonly reference?: string;
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly organisation: { readonly id: string; readonly name: string; readonly zone: string };
  readonly posts: readonly { readonly role: string; readonly label: Label; readonly unit: string; readonly unitName: string; readonly deputyFor: string | null; readonly until: string | null }[];
  /** Capability names of the kernel itself, e.g. 'audit.read', 'parameters.write', 'access.write'. */
  readonly may: readonly string[];
}

/** What is asked before the session begins. `enrol` carries the secret for an authenticator app, as text and as address of a QR code. */
export type SignInNext =
  | { readonly next: 'code'; readonly ticket: string }
  /** `first`: somebody else set the present one. */
  | { readonly next: 'new_password'; readonly ticket: string; readonly first?: true }
  | { readonly next: 'enrol'; readonly ticket: string; readonly secret: string; readonly uri: string };
/** Who arrived, and the recovery codes when codes were set up on the way in. */
export type SignedIn = Me & { readonly recovery?: readonly string[] };

/** The ways that this server and this browser offer. */
export interface SignInWays {
  readonly passkey: boolean;
  readonly provider: string | null;
  readonly till: string | null;
  /** A link to set a new password can be sent. */
  readonly mail: boolean;
}

export interface Account {
  readonly name: string;
  readonly mail: string | null;
  readonly password: { readonly changedAt: string } | null;
  readonly codes: { readonly since: string; readonly recoveryLeft: number } | null;
  readonly passkeys: readonly { readonly id: string; readonly label: string; readonly createdAt: string; readonly usedAt: string | null }[];
  readonly badge: string | null;
  readonly sessions: readonly { readonly id: string; readonly device: string; readonly how: string; readonly createdAt: string; readonly seenAt: string; readonly idleMinutes: number | null; readonly here: boolean }[];
  readonly ways: SignInWays;
  /** The shared tills of the organisation, for those who may make them. */
  readonly tills: readonly { readonly id: string; readonly label: string; readonly since: string; readonly here: boolean }[] | null;
}

export interface FieldMeta {
  readonly name: string;
  readonly kind: string;
  readonly label: Label;
  readonly optional: boolean;
  /** Personal data: arrives masked; reading it in clear asks for a reason. */
  readonly personal: boolean;
  /** choices, min, max, scale, unit, register (of a reference), initial … depending on the kind. */
  readonly options: { readonly [option: string]: unknown };
  readonly hint: Label | null;
  readonly readonly: boolean;
}
/** What colour a state has everywhere: waiting (amber), active (azurite), done (green), stopped (grey), alarm (cinnabar). */
export type Tone = 'waiting' | 'active' | 'done' | 'stopped' | 'alarm';
export interface StateMeta { readonly name: string; readonly label: Label; readonly tone: Tone }
export interface StepMeta {
  readonly name: string;
  readonly label: Label;
  readonly from: readonly string[];
  readonly form: readonly FieldMeta[];
  readonly sign: readonly SignMeta[];
  /** Shown above the form: what happens, what to look at first. */
  readonly hint: Label | null;
  readonly tone: 'primary' | 'plain' | 'danger';
  readonly hasPreview: boolean;
}
export interface SignMeta { readonly name: string; readonly label: Label; readonly by: 'guest' | 'user'; /** Post that signs; null: whoever takes the step. */ readonly role: string | null; readonly refusable: boolean }
export interface RegisterMeta {
  readonly name: string;
  readonly label: Label;
  readonly module: string;
  readonly fields: readonly FieldMeta[];
  readonly list: readonly string[];
  readonly filters: readonly string[];
  readonly sorts: readonly string[];
  /** Fields by which the list can be put into groups; those of days by day, week or month. */
  readonly groups: readonly string[];
  /** Fields that can be changed in many records together; none without the post that edits. */
  readonly bulk: readonly string[];
  readonly states: readonly StateMeta[];
  readonly steps: readonly StepMeta[];
  readonly mayCreate: boolean;
  readonly mayEdit: boolean;
  readonly mayArchive: boolean;
  /** Keys by which a table finds existing records; null when this register is not filled from a table, or not by this person. */
  readonly importKeys: readonly (readonly string[])[] | null;
  readonly hidden: boolean;
  readonly empty: Label | null;
}
/** A table that somebody brings along: for each column the field it fills, and the cells as text. */
export interface ImportTable {
  readonly columns: readonly (string | null)[];
  readonly rows: readonly (readonly string[])[];
  /** Fields by which an existing record is found and changed; null: every row is a new record. */
  readonly key: readonly string[] | null;
}
/** What a row of it would do, or did. */
export interface ImportRow {
  /** Which row of the table, from 0. */
  readonly row: number;
  readonly what: 'create' | 'change' | 'restore' | 'same' | 'refused';
  readonly id: string | null;
  readonly number: string | null;
  readonly version: number | null;
  readonly before: { readonly [column: string]: unknown } | null;
  readonly problem: Label | null;
  /** What is wrong with single cells, by their column. */
  readonly cells: { readonly [column: number]: Label };
}
export interface ImportRead { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly columns: readonly (string | null)[]; readonly sheets: readonly string[]; readonly sheet: string;
  /** Of a table too large to be looked at row by row: kept under this name, only the first rows are here. */
  readonly large: { readonly upload: string; readonly total: number } | null;
}
export interface ImportTried { readonly rows: readonly ImportRow[]; readonly create: number; readonly change: number; readonly same: number; readonly refused: number }
export interface ImportDone extends ImportTried { readonly batch: string | null; readonly number: string | null; readonly repeated?: boolean }

export interface ReportMeta { readonly name: string; readonly label: Label; readonly module: string; readonly params: readonly FieldMeta[]; readonly page: string | null }
export interface PageMeta { readonly name: string; readonly label: Label; readonly module: string }
export interface ModuleMeta {
  readonly name: string;
  readonly area: 'people' | 'service' | 'guests' | 'estate' | 'money' | 'system';
  readonly label: Label;
  readonly registers: readonly RegisterMeta[];
  readonly reports: readonly ReportMeta[];
  /** Hand-made pages of this module that the person may open; drawn by `modules/<area>/<module>/ui/pages.tsx`. */
  readonly pages: readonly PageMeta[];
}
export interface Meta { readonly modules: readonly ModuleMeta[]; readonly version: string }

/** A record as it travels: kernel columns and fields, personal data masked, references with their title. */
export interface Row {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly unit_id: string;
  readonly version: number;
  readonly created_at: string;
  readonly archived_at: string | null;
  readonly [field: string]: unknown;
}
/** Titles of what reference fields point to: titles[id] = 'HY2026-000012 王丽'. */
export type Titles = { readonly [id: string]: string };

export type Operator = 'eq' | 'ne' | 'in' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'empty' | 'between';
export type Filter =
  | { readonly field: string; readonly op: Operator; readonly value?: unknown }
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] };
export interface ListPage { readonly rows: readonly Row[]; readonly titles: Titles; readonly total: number; readonly totalIsEstimate: boolean; readonly page: number; readonly size: number }

export type * from './api-lists.ts';

export interface AllowedStep { readonly name: string; /** Why it cannot be taken now although the role may; null when it can. */ readonly blocked: Label | null }
export interface TimelineEntry {
  readonly at: string;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly what: string;
  /** A whole sentence in both languages. */
  readonly sentence: Label;
  readonly reason: string | null;
  readonly changes: readonly { readonly field: string; readonly label: Label; readonly before: string; readonly after: string }[];
}
export interface SignatureView { readonly id: string; readonly role: Label; readonly name: string; readonly at: string; readonly image: string | null; readonly kind: 'drawn' | 'refused'; readonly witnesses: readonly string[]; readonly contentHash: string }
export interface SlipRef { readonly id: string; readonly number: string; readonly label: Label; readonly copies: readonly Label[]; readonly printed: number; readonly cancelled: boolean; readonly at: string }
export interface AttachmentRef { readonly id: string; readonly name: string; readonly type: string; readonly bytes: number; readonly sha256: string }
export interface TaskRow {
  readonly id: string;
  readonly register: string;
  readonly recordId: string;
  readonly number: string;
  readonly title: string;
  readonly step: string;
  readonly label: Label;
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly escalated: boolean;
}
export interface RecordPage {
  readonly row: Row;
  readonly titles: Titles;
  readonly steps: readonly AllowedStep[];
  readonly timeline: readonly TimelineEntry[];
  readonly slips: readonly SlipRef[];
  readonly signatures: readonly SignatureView[];
  readonly attachments: readonly AttachmentRef[];
  readonly tasks: readonly TaskRow[];
  /** Records of other registers that point here. */
  readonly related: readonly { readonly register: string; readonly label: Label; readonly field: string; readonly rows: readonly { readonly id: string; readonly title: string; readonly state: string }[]; readonly total: number }[];
  /** Ledger accounts of this record with balance and last entries. */
  readonly accounts: readonly { readonly ledger: string; readonly account: string; readonly label: Label; readonly unit: Label; readonly balance: number; readonly entries: readonly { readonly at: string; readonly label: Label; readonly amount: number; readonly balanceAfter: number | null; readonly because: string }[] }[];
}
export interface SignatureInput {
  readonly name: string;
  readonly signer: string;
  readonly kind: 'drawn' | 'refused';
  /** Strokes as SVG path data drawn on a 480 x 160 canvas; empty when refused. */
  readonly strokes: string;
  /** Two names when refused. */
  readonly witnesses?: readonly string[];
  /** Hash the page showed to the signer (from the preview); the server checks it against its own. */
  readonly shown?: string;
}
export interface StepPreview {
  /** Plain sentences: what will happen and why. */
  readonly lines: readonly Label[];
  /** Explanation object of a decision, when the step has one. */
  readonly explanation: unknown;
  /** Values the form starts with. */
  readonly initial: { readonly [field: string]: unknown };
  /** What signers sign: hash of the content shown. */
  readonly contentHash: string;
}
export interface Written { readonly id: string; readonly number: string; readonly state: string; readonly version: number; readonly slips: readonly string[]; readonly repeated?: boolean }

/** What a new house begins with, for one's own posts. */
export interface FirstStepRow { readonly label: Label; readonly href: string; readonly done: boolean }
export interface Home {
  readonly tasks: readonly TaskRow[];
  readonly duties: readonly DutyRow[];
  /** Numbers this person answers for; each opens something. */
  readonly figures: readonly { readonly label: Label; readonly value: string; readonly href: string; readonly tone: Tone }[];
  /** Until all of them are done. */
  readonly firstSteps: readonly FirstStepRow[];
}
export interface DutyRow {
  readonly id: string;
  readonly duty: string;
  readonly label: Label;
  /** Requirement ids of the sentence of the rulebook that this fulfils. */
  readonly statements: readonly string[];
  readonly unit: string;
  readonly day: string;
  readonly dueAt: string;
  readonly state: 'open' | 'done' | 'late' | 'missed';
  readonly doneAt: string | null;
  readonly doneBy: string | null;
  readonly escalatedAt: string | null;
  readonly form: readonly FieldMeta[];
  readonly sign: readonly SignMeta[];
  readonly mine: boolean;
}

export interface ReportPage {
  readonly name: string;
  readonly label: Label;
  readonly asOf: string;
  readonly params: { readonly [name: string]: unknown };
  readonly columns: readonly (FieldMeta & { readonly total: boolean; readonly drill: boolean })[];
  readonly rows: readonly { readonly [column: string]: unknown }[];
  readonly titles: Titles;
  readonly totals: { readonly [column: string]: number };
  /** The arithmetic, printed: each line says what was added up and whether both sides agree. */
  readonly proof: readonly { readonly label: Label; readonly left: number; readonly right: number; readonly ok: boolean }[];
  readonly notes: readonly Label[];
  readonly chart: { readonly kind: 'bar' | 'line' | 'heat' | 'pie'; readonly x: string; readonly y: readonly string[] } | null;
  /** For each row and drillable column: the list page that shows its records. */
  readonly links: readonly { readonly [column: string]: { readonly register: string; readonly filter: Filter } }[];
}

export interface ComposedPage {
  readonly name: string;
  readonly label: Label;
  readonly asOf: string;
  readonly params: { readonly [name: string]: unknown };
  readonly titles: Titles;
  readonly sections: readonly {
    readonly name: string;
    readonly title: Label;
    /** Last day counted in this section. */
    readonly asOf: string;
    readonly sentences: readonly (readonly SentencePart[])[];
    readonly tables: readonly ReportPage[];
  }[];
  /** Sections the reader may not see, by title. */
  readonly withheld: readonly Label[];
  readonly signs: readonly Label[];
}
/** A piece of a sentence: words, or a figure that opens its records. */
export type SentencePart = Label | { readonly text: Label; readonly link: { readonly register: string; readonly filter: Filter } | null };

export interface SearchHit { readonly register: string; readonly registerLabel: Label; readonly id: string; readonly number: string; readonly title: string; readonly state: string }
export interface Option { readonly id: string; readonly label: string; readonly hint: string }

/** Parts of a paper that an organisation may leave out. */
export type PaperPart = 'logo' | 'address' | 'footer' | 'qr' | 'check';
export interface SlipStyle { readonly note: Label; readonly hidden: readonly PaperPart[] }
/** How the papers of an organisation look (单据与文件样式): plain text, the logo a PNG or JPEG as a data address; what is empty is not printed, and the name stands for the organisation's. */
export interface PaperStyle { readonly name: Label; readonly address: Label; readonly footer: Label; readonly logo: string | null; readonly slips: { readonly [kind: string]: SlipStyle } }
export interface PaperStylePage { readonly style: PaperStyle; readonly version: number; readonly versions: readonly { readonly version: number; readonly at: string; readonly by: string }[]; readonly kinds: readonly { readonly name: string; readonly label: Label; readonly module: Label }[]; readonly sample: SlipPage }
export interface SlipPage {
  readonly style: PaperStyle;
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly label: Label;
  readonly organisation: string;
  readonly copies: readonly Label[];
  readonly lines: readonly { readonly label: Label; readonly value: Said }[];
  readonly table: { readonly columns: readonly Label[]; readonly rows: readonly (readonly Said[])[] } | null;
  readonly stamps: readonly Label[];
  readonly signatures: readonly SignatureView[];
  readonly signatureBoxes: readonly Label[];
  readonly qr: string;
  readonly at: string;
  readonly contentHash: string;
  readonly printed: number;
  readonly cancelled: boolean;
  readonly cancelledReason: string | null;
  readonly record: { readonly register: string; readonly id: string };
}

export interface AuditRow { readonly id: number; readonly at: string; readonly actor: string; readonly onBehalfOf: string | null; readonly register: string; readonly recordId: string; readonly number: string; readonly what: string; readonly sentence: Label; readonly reason: string | null; readonly sealed: boolean }
export interface AuditPage { readonly rows: readonly AuditRow[]; readonly next: number | null }
export interface AuditVerdict { readonly ok: boolean; readonly checked: number; readonly days: number; readonly unsealed: number; readonly firstBroken: { readonly day: string; readonly seq: number; readonly problem: Label } | null; readonly head: string }

export interface ParameterRow {
  readonly name: string;
  readonly label: Label;
  readonly help: Label;
  readonly module: string;
  readonly moduleLabel: Label;
  readonly field: FieldMeta;
  /** 'open': nobody has answered and there is no default; what it blocks cannot be published. */
  readonly state: 'open' | 'default' | 'set';
  readonly blocks: Label | null;
  readonly source: string;
  readonly suggestion: { readonly value: unknown; readonly why: Label } | null;
  readonly current: unknown;
  readonly values: readonly { readonly from: string; readonly value: unknown; readonly by: string; readonly at: string; readonly reason: string }[];
  readonly mayWrite: boolean;
}

/** A form that opens without signing in. */
export interface IntakePage { readonly organisation: string; readonly label: Label; readonly hint: Label; readonly lines: readonly Label[]; readonly fields: readonly FieldMeta[] }
/** `answers`: address of the page on which the person outside reads later what became of it. */
export interface IntakeAnswer { readonly number: string; readonly thanks: Label; readonly answers?: string; readonly repeated?: boolean }

export interface Change { readonly register: string; readonly id: string; readonly what: string }
