/** The top of a record: where it belongs, its number and state, what is due, and the steps, blocked ones with their reason. */
import { Button, Dropdown, Tooltip } from 'antd';
import type { AllowedStep, RecordPage, RegisterMeta, StepMeta, TaskRow } from '../../kernel/api.ts';
import { useFormat, useText } from '../i18n/index.tsx';
import { HelpMark } from '../shell/help-mark.tsx';
import { ExportMenu } from '../widgets/export-menu.tsx';
import { LabelButton } from '../widgets/label-dialog.tsx';
import { StateTag } from '../widgets/state-tag.tsx';
import { Go, listHref } from '../widgets/go.tsx';
import { textOf } from '../widgets/index.tsx';

export interface RecordHeadProps {
  readonly meta: RegisterMeta;
  readonly view: RecordPage;
  onStep(name: string): void;
  onDo(what: 'edit' | 'archive' | 'restore'): void;
}

export function RecordHead({ meta, view, onStep, onDo }: RecordHeadProps) {
  const { t } = useText();
  const { row } = view;
  const archived = row.archived_at !== null;
  const steps = archived
    ? []
    : view.steps.flatMap((allowed) => {
        const step = meta.steps.find(({ name }) => name === allowed.name);
        return step ? [{ step, allowed }] : [];
      });
  const more = [
    ...(meta.mayArchive && !archived ? [{ key: 'archive', label: t(['归档', 'Archive']) }] : []),
    ...(meta.mayArchive && archived ? [{ key: 'restore', label: t(['恢复', 'Restore']) }] : []),
  ];
  return (
    <header className="p-record-head">
      <p className="p-record-from">
        <Go href={listHref(meta.name)}>{t(meta.label)}</Go>
      </p>
      <div className="p-record-title">
        <h1>
          <span className="w-figure">{row.number}</span> <TitleOf meta={meta} view={view} />
        </h1>
        <StateTag register={meta} state={row.state} />
        {archived && <span className="p-archived">{t(['已归档', 'Archived'])}</span>}
        <HelpMark />
      </div>
      <div className="p-record-steps no-print">
        {steps.map(({ step, allowed }) => (
          <StepButton key={step.name} step={step} allowed={allowed} onStep={onStep} />
        ))}
        {meta.mayEdit && !archived && <Button onClick={() => onDo('edit')}>{t(['修改', 'Edit'])}</Button>}
        <ExportMenu path={`/records/${meta.name}/${row.id}/export`} more={HISTORY_TOO} />
        <LabelButton register={meta.name} those={{ ids: [row.id] }} count={1} />
        {more.length > 0 && (
          <Dropdown trigger={['click']} menu={{ items: more, onClick: ({ key }) => onDo(key as 'archive' | 'restore') }}>
            <Button aria-label={t(['更多操作', 'More actions'])}>⋯</Button>
          </Dropdown>
        )}
      </div>
      <Blocked steps={steps} />
      {view.tasks.map((task) => (
        <Due key={task.id} task={task} />
      ))}
    </header>
  );
}

const HISTORY_TOO = (['docx', 'pdf'] as const).map((format) => ({ format, label: format === 'pdf' ? (['PDF，含经过', 'PDF with history'] as const) : (['Word，含经过', 'Word with history'] as const), query: { history: '1' } }));

// A blocked step stays reachable by keyboard and finger: whoever looks for it must learn why it is not possible.
function StepButton({ step, allowed, onStep }: { readonly step: StepMeta; readonly allowed: AllowedStep; onStep(name: string): void }) {
  const { t } = useText();
  const look = step.tone === 'primary' ? { type: 'primary' as const } : step.tone === 'danger' ? { danger: true } : {};
  if (!allowed.blocked)
    return (
      <Button {...look} onClick={() => onStep(step.name)}>
        {t(step.label)}
      </Button>
    );
  return (
    <Tooltip title={t(allowed.blocked)}>
      <Button className="w-blocked" aria-disabled aria-describedby={`blocked-${step.name}`}>
        {t(step.label)}
      </Button>
    </Tooltip>
  );
}

function Blocked({ steps }: { readonly steps: readonly { readonly step: StepMeta; readonly allowed: AllowedStep }[] }) {
  const { t } = useText();
  const blocked = steps.filter(({ allowed }) => allowed.blocked !== null);
  if (blocked.length === 0) return null;
  return (
    <ul className="p-record-blocked">
      {blocked.map(({ step, allowed }) => (
        <li key={step.name} id={`blocked-${step.name}`}>
          {t(step.label)}
          {t(['：', ': '])}
          {allowed.blocked && t(allowed.blocked)}
        </li>
      ))}
    </ul>
  );
}

function Due({ task }: { readonly task: TaskRow }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <p className={task.overdue ? 'p-record-due p-record-overdue' : 'p-record-due'}>
      <b>{t(task.label)}</b> {t(['应在', 'due'])} <time dateTime={task.dueAt}>{format.dateTime(task.dueAt)}</time>
      {t([' 前办理', ''])} · {task.overdue && <b>{t(['已逾期', 'overdue'])} · </b>}
      {format.ago(task.dueAt)}
      {task.escalated && ` · ${t(['已上报', 'escalated'])}`}
    </p>
  );
}

/** The first column of the list is what people call the record by, unless it is personal. */
function TitleOf({ meta, view }: { readonly meta: RegisterMeta; readonly view: RecordPage }) {
  const { t } = useText();
  const format = useFormat();
  const field = meta.fields.find(({ name }) => name === meta.list[0]);
  if (!field || field.personal) return null;
  return <>{textOf(field, view.row[field.name], view.titles, t, format)}</>;
}
