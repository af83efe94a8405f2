/** One tile of the wall: room, state, the figure of the moment, what comes next, the rest of its evening. Serves VIP-5.13. */
import type { RegisterMeta } from '../../../../kernel/api.ts';
import { useText } from '../../../../web/i18n/index.tsx';
import { StateTag } from '../../../../web/widgets/state-tag.tsx';
import type { WallRoom } from '../wall.ts';
import { ms, type Seen, stripOf, tileOf } from './tile.rules.ts';

export function RoomTile({ room, seen, typeName, register, onOpen }: { readonly room: WallRoom; readonly seen: Seen; readonly typeName: string; readonly register: RegisterMeta | undefined; onOpen(): void }) {
  const { t } = useText();
  const tile = tileOf(room, seen);
  const free = room.session?.freeUntil ? ms(room.session.freeUntil) : 0;
  return (
    <button type="button" className="wall-tile" data-mood={tile.mood} data-code={room.code} onClick={onOpen}>
      <span className="wall-head"><b className="wall-code">{room.code}</b><span className="wall-type">{typeName}</span><StateTag register={register} state={room.state} /></span>
      <span className="wall-figure">{t(tile.figure)}</span>
      <span className="wall-about">{room.session && room.state === 'occupied' && <span className="wall-guest">{room.session.guest ?? t(['散客', 'Walk-in'])}{room.session.guests ? t([` ${room.session.guests} 人`, `, ${room.session.guests}`]) : ''}</span>}{t(tile.about)}</span>
      {free > 0 && room.state === 'occupied' && <span className="wall-free">{free > seen.now ? t([`权益免费至 ${seen.clock(new Date(free))}`, `Benefit: free until ${seen.clock(new Date(free))}`]) : t([`权益免费时间 ${seen.clock(new Date(free))} 已满`, `Free time ended at ${seen.clock(new Date(free))}`])}</span>}
      {tile.alarm && <span className="wall-alarm">{t(tile.alarm)}</span>}
      <span className="wall-next">{tile.next === null ? '' : t([`下一批 ${tile.next[0]}`, `Next ${tile.next[1]}`])}</span>
      <span className="wall-strip" aria-hidden="true">{stripOf(room, seen).map((p) => <i key={`${p.kind}${p.from}`} data-kind={p.kind} style={{ left: `${p.from * 100}%`, width: `${(p.to - p.from) * 100}%` }} />)}</span>
    </button>
  );
}
