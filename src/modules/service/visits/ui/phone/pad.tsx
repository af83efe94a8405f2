/** The customer's signature on glass. The strokes are the truth; the canvas only draws them, also after a reload or a turn of the phone. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import SignaturePad from 'signature_pad';
import { useText } from '../../../../../web/i18n/index.tsx';
import { PAD, pathOf, strokeCount, strokesOf } from '../../../../../web/widgets/strokes.ts';

export function Pad({ label, strokes, onChange, fixed }: { readonly label: string; readonly strokes: string; onChange(strokes: string): void; readonly fixed: boolean }) {
  const { t } = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad>(null);
  const drawn = useRef({ strokes: '', width: 0 });
  const [width, setWidth] = useState<number>(PAD.width);
  const ended = useEffectEvent(() => {
    drawn.current = { strokes: pathOf(pad.current?.toData().map((group) => group.points) ?? [], PAD.width / width), width };
    onChange(drawn.current.strokes);
  });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const made = new SignaturePad(element, { minDistance: 2, minWidth: 1.4, maxWidth: 3, penColor: '#1c2430' });
    const onEnd = () => ended();
    made.addEventListener('endStroke', onEnd);
    pad.current = made;
    const watch = new ResizeObserver(([entry]) => { if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width); });
    watch.observe(element);
    return () => { watch.disconnect(); made.removeEventListener('endStroke', onEnd); made.off(); };
  }, []);
  useEffect(() => {
    const element = canvas.current;
    // A quick hand begins the next stroke before React has answered: never redraw under it.
    if (!element || !pad.current || (drawn.current.strokes === strokes && drawn.current.width === width)) return;
    drawn.current = { strokes, width };
    const dense = Math.max(1, devicePixelRatio);
    element.width = width * dense;
    element.height = ((width * PAD.height) / PAD.width) * dense;
    element.getContext('2d')?.scale(dense, dense);
    const { dotSize, minWidth, maxWidth, penColor, velocityFilterWeight, compositeOperation } = pad.current;
    pad.current.fromData(strokesOf(strokes, width / PAD.width).map((points) => ({
      dotSize, minWidth, maxWidth, penColor, velocityFilterWeight, compositeOperation, points: points.map((point, at) => ({ ...point, pressure: 0.5, time: at * 12 })),
    })));
  }, [strokes, width]);
  useEffect(() => { if (fixed) pad.current?.off(); else pad.current?.on(); }, [fixed]);
  const count = strokeCount(strokes);
  return (
    <div className="pad">
      <canvas ref={canvas} role="img" aria-label={count === 0 ? t([`${label}，尚未签名`, `${label}, not signed yet`]) : t([`${label}，已签 ${count} 笔`, `${label}, ${count} stroke(s)`])} style={{ height: (width * PAD.height) / PAD.width }} />
      {count === 0 && <span className="pad-here" aria-hidden>{t(['请在此签名', 'Sign here'])}</span>}
      {!fixed && <button type="button" className="plain" disabled={count === 0} onClick={() => onChange('')}>{t(['重签', 'Clear'])}</button>}
    </div>
  );
}
