/** What ECharts is told. Pure, so that colours and axes can be tested without drawing. */
import type { ChartProps } from './chart.tsx';

export interface ChartColours {
  readonly series: readonly string[];
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly paper: string;
  readonly wash: string;
  readonly accent: string;
  /** Written on the darker half of a heat map. */
  readonly onAccent: string;
  readonly font: string;
}

export function chartOption(props: ChartProps, colours: ChartColours): { readonly [part: string]: unknown } {
  const read = (value: unknown) => (typeof value === 'number' ? (props.format?.(value) ?? String(value)) : '—');
  const base = {
    color: colours.series,
    animationDuration: 180,
    aria: { enabled: false },
    textStyle: { color: colours.ink, fontFamily: colours.font },
    tooltip: {
      trigger: props.kind === 'heat' || props.kind === 'pie' ? 'item' : 'axis',
      backgroundColor: colours.paper,
      borderColor: colours.rule,
      textStyle: { color: colours.ink },
      valueFormatter: read,
    },
  };
  if (props.kind === 'pie') return { ...base, legend: legend(colours), series: [pie(props, colours)] };
  if (props.kind === 'heat') return { ...base, ...heat(props, colours) };
  return {
    ...base,
    ...(props.series.length > 1 ? { legend: legend(colours) } : {}),
    grid: { left: 4, right: 12, top: props.series.length > 1 ? 32 : 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: props.x,
      axisLine: { lineStyle: { color: colours.rule } },
      axisTick: { show: false },
      axisLabel: { color: colours.soft, ...(props.x.length <= 16 ? { interval: 0, width: Math.floor(900 / props.x.length), overflow: 'break', hideOverlap: true } : { hideOverlap: true }) },
    },
    yAxis: { type: 'value', ...(whole(props) ? { minInterval: 1 } : {}), splitLine: { lineStyle: { color: colours.rule } }, axisLabel: { color: colours.soft, formatter: read } },
    series: props.series.map(({ label, values }) =>
      props.kind === 'bar'
        ? { type: 'bar', name: label, data: values, barMaxWidth: 28 }
        : { type: 'line', name: label, data: values, symbolSize: 6, lineStyle: { width: 2 }, connectNulls: false },
    ),
  };
}

/** Things counted in pieces have no half of one on their axis. */
const whole = ({ series }: ChartProps): boolean => series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)));

const legend = (colours: ChartColours) => ({ top: 0, left: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: colours.soft } });

const pie = (props: ChartProps, colours: ChartColours) => ({
  type: 'pie',
  radius: ['42%', '72%'],
  center: ['50%', '56%'],
  itemStyle: { borderColor: colours.paper, borderWidth: 2 },
  label: { color: colours.ink, formatter: '{b} {d}%' },
  data: props.x.map((name, at) => ({ name, value: props.series[0]?.values[at] ?? 0 })),
});

function heat({ x, series, format }: ChartProps, colours: ChartColours) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  // Dark ink cannot be read on the darker cells, nor the light one on the others.
  const written = (value: number | null) => ({ label: { color: (value ?? 0) > most * 0.55 ? colours.onAccent : colours.ink } });
  const cells = series.flatMap(({ values }, line) => values.map((value, at) => ({ value: [at, line, value ?? '-'], ...written(value) })));
  const axis = { axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: colours.soft } };
  return {
    grid: { left: 4, right: 12, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'category', data: x, ...axis },
    yAxis: { type: 'category', data: series.map(({ label }) => label), inverse: true, ...axis },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [colours.wash, colours.accent] } },
    series: [
      {
        type: 'heatmap',
        data: cells,
        itemStyle: { borderColor: colours.paper, borderWidth: 1 },
        label: { show: x.length <= 14, color: colours.ink, formatter: ({ value }: { readonly value: readonly (number | string)[] }) => (typeof value[2] === 'number' ? (format?.(value[2]) ?? String(value[2])) : '') },
      },
    ],
  };
}
