/**
 * How everything looks: a well-kept ledger. Ink on paper white, or on ink blue; one accent, 石青; 朱砂 only for overdue,
 * refusals and stamps, 琥珀 for waiting, 竹青 for done. All text colours reach 4.5:1 on the grounds they stand on.
 */
import { type ThemeConfig, theme as antd } from 'antd';
import { fonts, type Mode, type Palette, palette } from './palette.ts';

export { type Mode, paint, palette, toneColor } from './palette.ts';

/** 8 px grid; the half step only inside controls. */
export const space = { half: 4, one: 8, two: 16, three: 24, four: 32, six: 48 } as const;
export const type = { small: 12, base: 14, section: 16, page: 20, figure: 28 } as const;

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
