/** A text box whose findings stand below it: arrow keys walk, Enter opens, a screen reader hears where one is. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { isComposing } from './keyboard.ts';

export interface Finding { readonly key: string; readonly group: string; readonly content: ReactNode; readonly choose: () => void }

/** Attributes for the input, and the list to stand below it. */
export function useFindings(findings: readonly Finding[], label: string, open: boolean, onEscape: () => void, onEnterFree?: () => void) {
  const id = useId();
  const [at, setAt] = useState(-1);
  const shown = `${findings.length} ${findings[0]?.key ?? ''}`;
  const start = onEnterFree ? -1 : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other findings begin at the start again.
  useEffect(() => setAt(start), [shown, start]);
  const active = open ? findings[at] : undefined;
  useEffect(() => { if (active) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' }); }, [active, at, id]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && findings.length > 0) { event.preventDefault(); setAt((at + step + findings.length) % findings.length); }
    if (event.key === 'Enter') { event.preventDefault(); if (active) active.choose(); else onEnterFree?.(); }
    if (event.key === 'Escape') { event.stopPropagation(); onEscape(); }
  };
  const input = {
    role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': open && findings.length > 0, 'aria-label': label, autoComplete: 'off', spellCheck: false, onKeyDown,
    ...(open && findings.length > 0 ? { 'aria-controls': `${id}-list` } : {}), ...(active ? { 'aria-activedescendant': `${id}-${at}` } : {}),
  } as const;
  const list = findings.length > 0 ? <Findings id={id} label={label} findings={findings} at={at} onHover={setAt} /> : null;
  return { input, list };
}

function Findings({ id, label, findings, at, onHover }: { readonly id: string; readonly label: string; readonly findings: readonly Finding[]; readonly at: number; readonly onHover: (at: number) => void }) {
  const groups = [...new Set(findings.map((finding) => finding.group))];
  return (
    <div id={`${id}-list`} role="listbox" aria-label={label} className="findings" tabIndex={-1}>
      {groups.map((group) => (
        <div key={group} role="group" aria-label={group}>
          <div className="findings-group" role="presentation">{group}</div>
          {findings.map((finding, i) => (finding.group === group && (
            <div key={finding.key} id={`${id}-${i}`} role="option" aria-selected={i === at} className="finding"
              onMouseMove={() => onHover(i)} onMouseDown={(event) => event.preventDefault()} onClick={finding.choose}>{finding.content}</div>
          )))}
        </div>
      ))}
    </div>
  );
}
