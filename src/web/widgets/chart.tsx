/**
 * A chart as people would draw it: ranking bars, trend, heat map, shares. Its table always stands beside it, so the
 * chart itself is a picture with a name. Colours come from the theme, in both modes.
 */
import type { EChartsType } from 'echarts/core';
import { useEffect, useEffectEvent, useRef } from 'react';
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

const KINDS: { readonly [kind in ChartProps['kind']]: Label } = {
  bar: ['柱图', 'bar chart'],
  line: ['折线图', 'line chart'],
  heat: ['热力图', 'heat map'],
  pie: ['饼图', 'pie chart'],
};

export function Chart(props: ChartProps) {
  const { kind, title, height = 280, onPick } = props;
  const { t } = useText();
  const box = useChart(props);
  return (
    <div
      ref={box}
      className="w-chart"
      role="img"
      aria-label={`${title}（${t(KINDS[kind])}${t(['，数字见表', ', figures in the table'])}）`}
      style={{ height, ...(onPick ? { cursor: 'pointer' } : {}) }}
    />
  );
}

function useChart(props: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const draw = useEffectEvent((_shown: string) => {
    if (box.current) chart.current?.setOption(chartOption(props, colours(box.current)), true);
  });
  const picked = useEffectEvent((at: number, series: number) => props.onPick?.(at, series));
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let gone = false;
    const size = new ResizeObserver(() => chart.current?.resize());
    const theme = new MutationObserver(() => draw(''));
    void import('./chart-engine.ts').then(({ init }) => {
      if (gone) return;
      chart.current = init(element, null, { renderer: 'svg' });
      chart.current.on('click', (e) => picked(e.dataIndex, e.seriesIndex ?? 0));
      size.observe(element);
      theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
      draw('');
    });
    return () => {
      gone = true;
      size.disconnect();
      theme.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);
  const shown = JSON.stringify([props.kind, props.x, props.series]);
  useEffect(() => draw(shown), [shown]);
  return box;
}

function colours(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    series: ['azurite', 'wisteria', 'jade', 'grey', 'rose', 'ink'].map(of),
    ink: of('ink'),
    soft: of('soft'),
    rule: of('rule'),
    paper: of('paper'),
    wash: of('azurite-wash'),
    accent: of('azurite'),
    onAccent: of('on-fill'),
    font: of('font-sans'),
  };
}
