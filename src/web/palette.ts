/**
 * The colours and the type of the product, as css variables: ink on paper white, or on ink blue. Apart from the theme of the
 * components, so that the technician's phone can look the same without loading them.
 */
import type { Tone } from '../kernel/api.ts';

export type Mode = 'light' | 'dark';

export interface Palette {
  /** The page behind everything, the sheet on it, and what lies above the sheet. */
  readonly desk: string; readonly paper: string; readonly raised: string;
  readonly ink: string; readonly soft: string; readonly faint: string;
  /** Thin rules; the stronger one frames inputs. */
  readonly rule: string; readonly frame: string; readonly hover: string;
  /** The chosen one of several that stand side by side. */
  readonly pressed: string;
  readonly azurite: string; readonly azuriteHover: string; readonly azuriteActive: string; readonly azuriteWash: string;
  readonly cinnabar: string; readonly cinnabarWash: string;
  readonly amber: string; readonly amberWash: string;
  readonly bamboo: string; readonly bambooWash: string;
  readonly grey: string; readonly greyWash: string;
  /** Only for the lines and bars of charts: amber, bamboo and cinnabar already say how something stands. */
  readonly wisteria: string; readonly jade: string; readonly rose: string;
  /** Text on a filled azurite or cinnabar ground. */
  readonly onFill: string;
}

export const palette: { readonly [mode in Mode]: Palette } = {
  light: {
    desk: '#f4f2ec', paper: '#fdfcf9', raised: '#ffffff', ink: '#1d252c', soft: '#56616b', faint: '#626b73',
    rule: '#e3dfd5', frame: '#c4beb1', hover: '#f1eee6', pressed: '#ffffff',
    azurite: '#24688a', azuriteHover: '#1d5874', azuriteActive: '#174a63', azuriteWash: '#e3eef3',
    cinnabar: '#b23a2b', cinnabarWash: '#fbe9e5', amber: '#875800', amberWash: '#f8eed8',
    bamboo: '#33693f', bambooWash: '#e5f0e4', grey: '#5c656d', greyWash: '#ebeae5', wisteria: '#8a6aa8', jade: '#3d8f88', rose: '#a8607c', onFill: '#ffffff',
  },
  dark: {
    desk: '#0e1821', paper: '#14202b', raised: '#1b2a37', ink: '#dde6ec', soft: '#a3b3bf', faint: '#96a7b4',
    rule: '#26363f', frame: '#435664', hover: '#1d2c38', pressed: '#35495a',
    azurite: '#74b6d2', azuriteHover: '#8cc6de', azuriteActive: '#a5d4e7', azuriteWash: '#1c3a4b',
    cinnabar: '#f0897b', cinnabarWash: '#46241f', amber: '#dfb15c', amberWash: '#3d301a',
    bamboo: '#86c08f', bambooWash: '#1f3a28', grey: '#9aa8b3', greyWash: '#24323e', wisteria: '#b79ad6', jade: '#63c2b6', rose: '#dc9bb3', onFill: '#0c161e',
  },
};

/** As css variables, so that the same expression is right in both modes. */
export const toneColor: { readonly [tone in Tone]: { readonly text: string; readonly wash: string } } = {
  waiting: { text: 'var(--amber)', wash: 'var(--amber-wash)' },
  active: { text: 'var(--azurite)', wash: 'var(--azurite-wash)' },
  done: { text: 'var(--bamboo)', wash: 'var(--bamboo-wash)' },
  stopped: { text: 'var(--grey)', wash: 'var(--grey-wash)' },
  alarm: { text: 'var(--cinnabar)', wash: 'var(--cinnabar-wash)' },
};

export const fonts = {
  sans: '-apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  serif: '"Songti SC", "STSong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", Georgia, serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono", monospace',
} as const;

/** Puts the palette on the page as css variables: `azuriteWash` becomes `--azurite-wash`. */
export function paint(mode: Mode): void {
  const root = document.documentElement;
  root.dataset['theme'] = mode;
  root.style.colorScheme = mode;
  for (const [name, value] of Object.entries(palette[mode])) root.style.setProperty(`--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, value as string);
  for (const [name, value] of Object.entries(fonts)) root.style.setProperty(`--font-${name}`, value);
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', palette[mode].desk);
}
