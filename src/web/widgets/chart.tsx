/**
 * A chart as people would draw it: ranking bars, trend, heat map, shares. Its table always stands beside it, so the
 * chart itself is a picture with a name. Colours come from the theme, in both modes.
 */
import { useEffect, useRef } from 'react';
import type { Label } from '../../kernel/api.ts';
import { useText } from '../i18n/index.tsx';
import { type ChartColours, chartOption } from './chart-option.ts';

export interface ChartProps {
  readonly kind: 'bar' | 'line' | 'heat' | 'pie';
  readonly title: string;
  /** What stands along the axis, one per row. */
  readonly x: readonly string[];
  /** One per series; for a heat map one per line. `null` leaves a gap. */
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  readonly height?: number;
  /** How a figure reads. */
  format?(value: number): string;
  onPick?(at: number, series: number): void;
}

export function Chart(props: ChartProps) {
  const { kind, title, x, series, height = 280, onPick } = props;
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const drawn = JSON.stringify([kind, x, series]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let stop: (() => void) | undefined;
    let gone = false;
    void import('./chart-engine.ts').then(({ init }) => {
      if (gone) return;
      const chart = init(element, null, { renderer: 'svg' });
      const draw = () => chart.setOption(chartOption(latest.current, colours(element)), true);
      draw();
      chart.on('click', (e) => latest.current.onPick?.(e.dataIndex, e.seriesIndex ?? 0));
      const size = new ResizeObserver(() => chart.resize());
      size.observe(element);
      const theme = new MutationObserver(draw);
      theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
      stop = () => { size.disconnect(); theme.disconnect(); chart.dispose(); };
    });
    return () => { gone = true; stop?.(); };
  }, [drawn]);
  const kindName: Label = { bar: ['柱图', 'bar chart'], line: ['折线图', 'line chart'], heat: ['热力图', 'heat map'], pie: ['饼图', 'pie chart'] }[kind] as unknown as Label;
  return <div ref={box} className="w-chart" role="img" aria-label={`${title}（${t(kindName)}${t(['，数字见表', ', figures in the table'])}）`} style={{ height, ...(onPick ? { cursor: 'pointer' } : {}) }} />;
}

function colours(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { series: ['azurite', 'amber', 'bamboo', 'cinnabar', 'grey', 'azurite-hover'].map(of), ink: of('ink'), soft: of('soft'), rule: of('rule'), paper: of('paper'), wash: of('azurite-wash'), accent: of('azurite'), font: of('font-sans') };
}
