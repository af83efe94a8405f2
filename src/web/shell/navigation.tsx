/** The left side: my work first, then the areas with their modules. A module with one place is that place itself. */
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useText, words } from '../i18n/index.tsx';
import { areaIcon, areasOf, currentPlace, type Destination, firstPlaces, type Part } from './destinations.ts';
import { Icon } from './icons.tsx';
import { useMe, useMeta } from './session.tsx';

export function Navigation({ onGo }: { readonly onGo?: () => void }) {
  const { t } = useText();
  const areas = areasOf(useMeta(), useMe());
  const { pathname } = useLocation();
  const here = currentPlace(pathname, areas);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(remembered);
  const toggle = (name: string, open: boolean) => {
    const next = new Map(toggled).set(name, open);
    sessionStorage.setItem(storageKey, JSON.stringify([...next]));
    setToggled(next);
  };
  return (
    <nav className="navigation" aria-label={t(words.shell.navigation)}>
      <ul>{firstPlaces.map((place) => <Place key={place.href} place={place} current={pathname === place.href} {...(onGo ? { onGo } : {})} />)}</ul>
      {areas.map(({ area, label, parts }) => (
        <section key={area} aria-labelledby={`area-${area}`}>
          <h2 id={`area-${area}`}><Icon name={areaIcon[area]} size={14} />{t(label)}</h2>
          <ul>
            {parts.map((part) => (part.places.length === 1
              ? <Place key={part.name} place={{ ...part.places[0]!, label: part.places[0]!.label }} current={here?.href === part.places[0]!.href} {...(onGo ? { onGo } : {})} />
              : <Group key={part.name} part={part} here={here?.href} open={toggled.get(part.name) ?? here?.part === part.name} onToggle={(open) => toggle(part.name, open)} {...(onGo ? { onGo } : {})} />))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

interface GroupProps { readonly part: Part; readonly here: string | undefined; readonly open: boolean; readonly onToggle: (open: boolean) => void; readonly onGo?: () => void }
function Group({ part, here, open, onToggle, onGo }: GroupProps) {
  const { t } = useText();
  const inside = part.places.some((place) => place.href === here);
  return (
    <li>
      <button type="button" className="navigation-group" aria-expanded={open} data-inside={inside} onClick={() => onToggle(!open)}>
        <span>{t(part.label)}</span><Icon name={open ? 'down' : 'right'} size={12} />
      </button>
      {open && <ul>{part.places.map((place) => <Place key={place.href} place={place} current={place.href === here} {...(onGo ? { onGo } : {})} />)}</ul>}
    </li>
  );
}

function Place({ place, current, onGo }: { readonly place: Destination; readonly current: boolean; readonly onGo?: () => void }) {
  const { t } = useText();
  return (
    <li>
      <Link to={place.href} className="navigation-place" onClick={() => onGo?.()} {...(current ? { 'aria-current': 'page' } : {})}>
        {place.icon && place.icon !== 'page' && <Icon name={place.icon} size={14} />}<span>{t(place.label)}</span>
      </Link>
    </li>
  );
}

const storageKey = 'dutydesk.navigation';
function remembered(): ReadonlyMap<string, boolean> {
  try { return new Map(JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as [string, boolean][]); } catch { return new Map(); }
}
