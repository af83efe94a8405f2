/**
 * How everything looks: a well-kept ledger. Ink on paper white, or on ink blue; one accent, 石青; 朱砂 only for overdue,
 * refusals and stamps, 琥珀 for waiting, 竹青 for done. All text colours reach 4.5:1 on the grounds they stand on.
 */
import { type ThemeConfig, theme as antd } from 'antd';
import type { Tone } from '../kernel/api.ts';

export type Mode = 'light' | 'dark';

interface Palette {
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

/** 8 px grid; the half step only inside controls. */
export const space = { half: 4, one: 8, two: 16, three: 24, four: 32, six: 48 } as const;
export const type = { small: 12, base: 14, section: 16, page: 20, figure: 28 } as const;
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

/** Where motion is not wanted, what opens must not wait for the end of an animation: it would never reach its place. */
export function themeOf(mode: Mode, still: boolean): ThemeConfig {
  return { algorithm: mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm, token: { ...tokens(palette[mode], mode), motion: !still }, components: components(palette[mode]) };
}

function tokens(p: Palette, mode: Mode): NonNullable<ThemeConfig['token']> {
  return {
    fontFamily: fonts.sans, fontFamilyCode: fonts.mono, fontSize: type.base, fontSizeSM: type.small, lineHeight: 1.5715,
    fontSizeHeading1: type.figure, fontSizeHeading2: type.page, fontSizeHeading3: type.section, fontSizeHeading4: type.base, fontWeightStrong: 600,
    borderRadius: 4, borderRadiusLG: 6, borderRadiusSM: 3, controlHeight: 32, wireframe: false,
    motionDurationFast: '0.08s', motionDurationMid: '0.12s', motionDurationSlow: '0.18s',
    colorPrimary: p.azurite, colorPrimaryHover: p.azuriteHover, colorPrimaryActive: p.azuriteActive, colorPrimaryText: p.azurite,
    colorPrimaryTextHover: p.azuriteHover, colorPrimaryBg: p.azuriteWash, colorPrimaryBgHover: p.azuriteWash, colorPrimaryBorder: p.azurite,
    colorPrimaryBorderHover: p.azuriteHover,
    colorLink: p.azurite, colorLinkHover: p.azuriteHover, colorLinkActive: p.azuriteActive,
    colorInfo: p.azurite, colorInfoBg: p.azuriteWash, colorInfoBorder: p.azuriteWash,
    colorSuccess: p.bamboo, colorSuccessBg: p.bambooWash, colorSuccessBorder: p.bambooWash,
    colorWarning: p.amber, colorWarningBg: p.amberWash, colorWarningBorder: p.amberWash, colorWarningText: p.amber,
    colorError: p.cinnabar, colorErrorText: p.cinnabar, colorErrorHover: p.cinnabar, colorErrorActive: p.cinnabar, colorErrorBg: p.cinnabarWash,
    colorErrorBorder: p.cinnabarWash, colorErrorBorderHover: p.cinnabar,
    colorText: p.ink, colorTextHeading: p.ink, colorTextSecondary: p.soft, colorTextTertiary: p.faint, colorTextDescription: p.soft,
    colorTextPlaceholder: p.faint, colorTextQuaternary: p.faint, colorIcon: p.soft, colorIconHover: p.ink,
    colorTextDisabled: p.faint, colorTextLightSolid: p.onFill,
    colorBgLayout: p.desk, colorBgContainer: p.paper, colorBgElevated: p.raised, colorBgSpotlight: mode === 'dark' ? '#dde6ec' : '#1d252c',
    colorBorder: p.frame, colorBorderSecondary: p.rule, colorSplit: p.rule, colorFillAlter: p.desk,
    controlItemBgHover: p.hover, controlItemBgActive: p.azuriteWash, controlItemBgActiveHover: p.azuriteWash,
    boxShadow: shadow[mode], boxShadowSecondary: shadow[mode], boxShadowTertiary: 'none',
  };
}

const shadow = { light: '0 4px 16px rgb(29 37 44 / 12%)', dark: '0 4px 20px rgb(0 0 0 / 45%)' } as const;

function components(p: Palette): NonNullable<ThemeConfig['components']> {
  return {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', primaryColor: p.onFill, dangerColor: p.onFill, fontWeight: 400 },
    Table: {
      headerBg: 'transparent', headerColor: p.soft, headerSplitColor: 'transparent', headerBorderRadius: 0, rowHoverBg: p.hover, borderColor: p.rule,
      cellPaddingBlock: 10, cellPaddingInline: 12, cellPaddingBlockMD: 7, cellPaddingBlockSM: 4, cellPaddingInlineSM: 12, cellFontSizeSM: type.base,
      headerSortActiveBg: 'transparent', headerSortHoverBg: p.hover, bodySortBg: 'transparent', rowSelectedBg: p.azuriteWash, rowSelectedHoverBg: p.azuriteWash,
    },
    Card: { headerBg: 'transparent', bodyPadding: space.two, headerPadding: space.two },
    Tooltip: { colorTextLightSolid: p.paper },
    Modal: { contentBg: p.raised, headerBg: p.raised, titleFontSize: type.section },
    Drawer: { colorBgElevated: p.paper },
    Select: { optionSelectedBg: p.azuriteWash, optionSelectedColor: p.ink, optionActiveBg: p.hover },
    Tabs: { titleFontSize: type.base, horizontalItemPadding: '8px 0', inkBarColor: p.azurite },
    Segmented: { trackBg: p.hover, itemSelectedBg: p.pressed, itemSelectedColor: p.ink, itemColor: p.soft },
    Form: { labelColor: p.soft, verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
    Descriptions: { labelBg: 'transparent' },
    Alert: { defaultPadding: '8px 12px' },
    Timeline: { tailColor: p.rule },
  };
}
