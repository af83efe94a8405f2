/** The head of an organisation's papers (抬头): logo, name, address, each only where it is given. */
import type { PaperStyle } from '../../kernel/api.ts';
import { FAINT, type Ink, type Style } from './pdf-ink.ts';
import type { Frame } from './pdf-table.ts';
import { type Block, textBlock } from './slip-block.ts';

const LOGO = 30;
const NAME: Style = { size: 11, color: FAINT };
const ADDRESS: Style = { size: 8, color: FAINT };

export function letterhead(ink: Ink, style: PaperStyle, organisation: string, frame: Frame, lang: 0 | 1): Block[] {
  return [
    ...(style.logo === null ? [] : [{ height: LOGO + 4, draw: (y: number) => drawLogo(ink, style.logo!, { x: frame.x, y, width: frame.width, height: LOGO }) }]),
    textBlock(ink, style.name[lang] || organisation, frame, NAME, 'center'),
    ...(style.address[lang] === '' ? [] : [textBlock(ink, style.address[lang], frame, ADDRESS, 'center')]),
  ];
}

/** As large as the box lets it, in its middle. */
export function drawLogo(ink: Ink, logo: string, box: { x: number; y: number; width: number; height: number }, align: 'right' | 'center' = 'center'): void {
  ink.doc.image(Buffer.from(logo.slice(logo.indexOf(',') + 1), 'base64'), box.x, box.y, { fit: [box.width, box.height], align, valign: 'center' });
}
