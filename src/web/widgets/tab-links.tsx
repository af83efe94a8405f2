/** The parts of a page as links under its heading: each has an address of its own and opens in a new tab if wished. */
import { Go } from './go.tsx';

export interface TabLinksProps {
  readonly label: string;
  readonly active: string;
  readonly tabs: readonly { readonly key: string; readonly label: string }[];
}

export function TabLinks({ label, active, tabs }: TabLinksProps) {
  return (
    <nav className="w-tabs no-print" aria-label={label}>
      {tabs.map((tab) => (
        <Go key={tab.key} href={`${location.pathname}?tab=${tab.key}`} {...(tab.key === active ? { 'aria-current': 'page' as const } : {})}>
          {tab.label}
        </Go>
      ))}
    </nav>
  );
}
