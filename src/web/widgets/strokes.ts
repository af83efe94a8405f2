/**
 * A signature as it is kept: SVG path data on a canvas of 480 x 160, one `M … L …` per stroke.
 * The pad draws at whatever size the screen has, so points are scaled on the way in and out.
 */
export const PAD = { width: 480, height: 160 } as const;
export interface Point {
  readonly x: number;
  readonly y: number;
}

export function pathOf(strokes: readonly (readonly Point[])[], scale: number): string {
  return strokes
    .filter((points) => points.length > 0)
    .map((points) => strokePath(points, scale))
    .join(' ');
}

export function strokesOf(path: string, scale: number): Point[][] {
  return path
    .split('M')
    .slice(1)
    .map((part) => {
      const numbers = part.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
      return Array.from({ length: Math.floor(numbers.length / 2) }, (_, at) => ({
        x: (numbers[at * 2] ?? 0) * scale,
        y: (numbers[at * 2 + 1] ?? 0) * scale,
      }));
    });
}

/** The same signature without its last stroke. */
export const withoutLast = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('M'))).trim();

export const strokeCount = (path: string): number => path.split('M').length - 1;

function strokePath(points: readonly Point[], scale: number): string {
  const at = ({ x, y }: Point) => `${within(x * scale, PAD.width)} ${within(y * scale, PAD.height)}`;
  const [first, ...rest] = points.map(at);
  // A dot (点) is a stroke of length zero: round line ends make it visible.
  return `M ${first} L ${rest.length > 0 ? rest.join(' ') : first}`;
}
const within = (value: number, limit: number): string => String(Math.round(Math.min(limit, Math.max(0, value)) * 10) / 10);
