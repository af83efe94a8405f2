/**
 * Signing on glass (屏上签名). The strokes kept by the form are the truth; the canvas only draws them, so that a
 * turned phone, an undone stroke or a reloaded page shows the same signature again.
 */
import { Button, Flex } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import Pad from 'signature_pad';
import { useText } from '../i18n/index.tsx';
import { PAD, pathOf, strokeCount, strokesOf, withoutLast } from './strokes.ts';

export interface SignaturePadProps {
  readonly label: string;
  readonly strokes: string;
  onChange(strokes: string): void;
  readonly disabled?: boolean;
}

export function SignaturePad({ label, strokes, onChange, disabled = false }: SignaturePadProps) {
  const { t } = useText();
  const [canvas, width] = usePad(strokes, onChange, disabled);
  const count = strokeCount(strokes);
  const drawn = count === 0 ? t(['尚未签名', 'not signed yet']) : t([`已签 ${count} 笔`, `${count} stroke(s)`]);
  return (
    <div className="w-pad">
      <canvas ref={canvas} role="img" aria-label={`${label}，${drawn}`} style={{ height: (width * PAD.height) / PAD.width }} />
      {count === 0 && (
        <span className="w-pad-here" aria-hidden>
          {t(['请在此签名', 'Sign here'])}
        </span>
      )}
      <Flex gap={4} justify="flex-end" className="w-pad-tools">
        <Button size="small" type="text" disabled={disabled || count === 0} onClick={() => onChange(withoutLast(strokes))}>
          {t(['撤回一笔', 'Undo stroke'])}
        </Button>
        <Button size="small" type="text" disabled={disabled || count === 0} onClick={() => onChange('')}>
          {t(['重签', 'Clear'])}
        </Button>
      </Flex>
    </div>
  );
}

function usePad(strokes: string, onChange: (strokes: string) => void, disabled: boolean) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad>(null);
  const [width, setWidth] = useState<number>(PAD.width);
  // What is on the canvas already. A quick hand begins the next stroke before React has answered: never redraw under it.
  const drawn = useRef({ strokes: '', width: 0 });
  const ended = useEffectEvent(() => {
    drawn.current = { strokes: pathOf(pad.current?.toData().map((group) => group.points) ?? [], PAD.width / width), width };
    onChange(drawn.current.strokes);
  });

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const made = new Pad(element, { minDistance: 2, minWidth: 1.2, maxWidth: 2.6, penColor: '#1c2430' });
    const onEnd = () => ended();
    made.addEventListener('endStroke', onEnd);
    pad.current = made;
    const watch = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.removeEventListener('endStroke', onEnd);
      made.off();
    };
  }, []);

  useEffect(() => {
    const element = canvas.current;
    if (!element || !pad.current || (drawn.current.strokes === strokes && drawn.current.width === width)) return;
    drawn.current = { strokes, width };
    const dense = Math.max(1, window.devicePixelRatio);
    element.width = width * dense;
    element.height = ((width * PAD.height) / PAD.width) * dense;
    element.getContext('2d')?.scale(dense, dense);
    const { dotSize, minWidth, maxWidth, penColor, velocityFilterWeight, compositeOperation } = pad.current;
    pad.current.fromData(
      strokesOf(strokes, width / PAD.width).map((points) => ({
        dotSize,
        minWidth,
        maxWidth,
        penColor,
        velocityFilterWeight,
        compositeOperation,
        points: points.map((point, at) => ({ ...point, pressure: 0.5, time: at * 12 })),
      })),
    );
  }, [strokes, width]);

  useEffect(() => {
    if (disabled) pad.current?.off();
    else pad.current?.on();
  }, [disabled]);
  return [canvas, width] as const;
}
