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
      axisLabel: { color: colours.soft, hideOverlap: true },
    },
    yAxis: { type: 'value', splitLine: { lineStyle: { color: colours.rule } }, axisLabel: { color: colours.soft, formatter: read } },
    series: props.series.map(({ label, values }) =>
      props.kind === 'bar'
        ? { type: 'bar', name: label, data: values, barMaxWidth: 28 }
        : { type: 'line', name: label, data: values, symbolSize: 6, lineStyle: { width: 2 }, connectNulls: false },
    ),
  };
}

const legend = (colours: ChartColours) => ({ top: 0, left: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: colours.soft } });

const pie = (props: ChartProps, colours: ChartColours) => ({
  type: 'pie',
  radius: ['42%', '72%'],
  center: ['50%', '56%'],
  itemStyle: { borderColor: colours.paper, borderWidth: 2 },
  label: { color: colours.ink, formatter: '{b} {d}%' },
  data: props.x.map((name, at) => ({ name, value: props.series[0]?.values[at] ?? 0 })),
});

function heat({ x, series }: ChartProps, colours: ChartColours) {
  const cells = series.flatMap(({ values }, line) => values.map((value, at) => [at, line, value ?? '-']));
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
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
        label: { show: x.length <= 14, color: colours.ink },
      },
    ],
  };
}
