/** Line icons of one weight, drawn for this product. Decoration only: what they mean is always said in words too. */
import type { SVGProps } from 'react';

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16, ...rest }: { readonly name: IconName; readonly size?: number } & Omit<SVGProps<SVGSVGElement>, 'name'>) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false" {...rest}>
      <path d={paths[name]} />
    </svg>
  );
}

const paths = {
  work: 'M2.5 4.5h11v8.5h-11zM6 4.5V3h4v1.5M2.5 8.5h11',
  duties: 'M2.5 3.500h11v10h-11zM2.5 6.700h11M5.5 1.800v3M10.5 1.800v3',
  people: 'M8 7.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.500c.3-2.8 2.2-4.2 5-4.200s4.7 1.4 5 4.2',
  service: 'M2.5 9V8a5.5 5.5 0 0 1 11 0v1M2.5 9h2v3.500h-2zM11.5 9h2v3.500h-2zM13.5 12.500c0 1-1.5 1.5-3.5 1.5',
  guests: 'M2.5 4h11v8.500h-11zM2.5 6.500h11M5 10h3',
  estate: 'M2.5 13.500h11M4 13.500V5l4-2.500L12 5v8.500M6.8 13.500v-3h2.400v3M6.5 7h3',
  money: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM5.7 5 8 8l2.3-3M8 8v3.500M5.8 8.300h4.400M5.8 10h4.4',
  system: 'M2.5 5h5M11.5 5h2M9.5 3.200v3.600M2.5 11h2M8.5 11h5M6.5 9.200v3.6',
  report: 'M3 13.500V2.500h7l3 3v8zM5.5 11V8.500M8 11V6.500M10.5 11V9.5',
  search: 'M7 11.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.300l3.2 3.2',
  scan: 'M2.5 5.500v-3h3M10.5 2.500h3v3M13.5 10.500v3h-3M5.5 13.500h-3v-3M2.5 8h11',
  menu: 'M2.5 4.500h11M2.5 8h11M2.5 11.500h11',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  left: 'M10 4L6 8l4 4',
  right: 'M6 4l4 4-4 4',
  sun: 'M8 10.800a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.600zM8 1.500v1.300M8 13.200v1.300M1.5 8h1.300M13.2 8h1.300M3.4 3.400l.9.9M11.7 11.700l.9.9M3.4 12.600l.9-.9M11.7 4.300l.9-.9',
  moon: 'M13 9.500A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.500z',
  screen: 'M2.5 3h11v8h-11zM6 13.500h4M8 11v2.5',
  keyboard: 'M1.5 4.500h13v7h-13zM4 7h.01M6.5 7h.01M9 7h.01M11.5 7h.01M5 9.300h6',
  exit: 'M9.5 2.500H3v11h6.500M6.5 8h7.500M11.5 5.5 14 8l-2.5 2.5',
  filter: 'M2.5 3.500h11L9.5 8.500v4l-3 1v-5z',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  label: 'M2.500 8.500V3h5.500l5.500 5.500-5.500 5.500zM5.500 5.800v.01',
  download: 'M8 2.500v7.500M5 7.5 8 10.500l3-3M3 13.500h10',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.800V8l2.2 1.5',
  check: 'M3 8.500l3.5 3.500L13 4.5',
  audit: 'M3 2.500h8.500v5M3 2.500v11h4M5.5 5.500h3.500M5.5 8h2M11 13.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM13 12.800l1.3 1.3',
  page: 'M3.5 2.500h6l3 3v8h-9zM9.5 2.500v3h3',
  ledger: 'M3 2.500h9.500v11H3zM5.5 2.500v11M7.5 5.500h3M7.5 8h3',
  bell: 'M4 11V7.300a4 4 0 0 1 8 0V11l1.200 1.500H2.800zM6.800 14.300h2.400',
  up: 'M8 13V3.500M4 7l4-4 4 4',
} as const;
