/**
 * A document as PDF on A4 (公文版面): the organisation's head, title and conditions, then whatever it holds, with who made it and the
 * page at the foot of each sheet. Lists, records and reports all look like this.
 */
import type { ReportPage } from '../../kernel/api.ts';
import { type ReportExtra, subtitle, WORDS } from './document.ts';
import { letterhead } from './pdf-letterhead.ts';
import { drawLine, FAINT, type Ink, type Made, openInk, type Style, widthOf } from './pdf-ink.ts';
import { type Frame, SMALL, tableBlocks } from './pdf-table.ts';
import { type Block, drawBlocks, gap, missingBlock, type Paper, textBlock } from './slip-block.ts';

export const A4: Paper = { width: 595.28, height: 841.89, left: 56, right: 56, top: 56, bottom: 62 };
const TITLE: Style = { size: 19, weight: 'medium' };
const FOOT: Style = { size: 8, color: FAINT };
export const frameOf = (paper: Paper): Frame => ({ x: paper.left, width: paper.width - paper.left - paper.right });

type Titled = Pick<ReportPage, 'label' | 'asOf'>;

/** `blocks` are what stands below the head. */
export async function writeSheets(page: Titled, lang: 0 | 1, extra: ReportExtra, blocks: (ink: Ink, frame: Frame) => readonly Block[], landscape = false): Promise<Made> {
  const paper: Paper = landscape ? { ...A4, width: A4.height, height: A4.width, left: 42, right: 42, top: 42 } : A4;
  const frame = frameOf(paper);
  const ink = openInk(`${page.label[lang]} ${extra.conditions.map((c) => c.value).join(' – ')}`.trim(), lang, new Date(page.asOf));
  const turn = (number: number) => { newSheet(ink, paper, page, number, lang, extra); return 0; };
  turn(1);
  const all = [
    ...letterhead(ink, extra.style, extra.organisation, frame, lang), gap(2),
    textBlock(ink, page.label[lang], frame, TITLE, 'center'), gap(2),
    textBlock(ink, subtitle(page, lang, extra), frame, SMALL, 'center'), gap(6),
    ...blocks(ink, frame),
  ];
  drawBlocks([...all, ...missingBlock(ink, frame, lang)], paper, turn);
  const missing = [...ink.missing];
  return { bytes: await ink.finish(), missing };
}

export function writeReportPdf(report: ReportPage, lang: 0 | 1, extra: ReportExtra): Promise<Made> {
  return writeSheets(report, lang, extra, (ink, frame) => tableBlocks(ink, report, { lang, zone: extra.zone, frame, captioned: false }), report.columns.length > 7);
}

function newSheet(ink: Ink, paper: Paper, page: Titled, number: number, lang: 0 | 1, extra: ReportExtra): void {
  ink.doc.addPage({ size: [paper.width, paper.height], margin: 0 });
  const foot = `${page.label[lang]}　${WORDS.by[lang]}${WORDS.colon[lang]}${extra.generatedBy}　　${lang === 0 ? `第 ${number} 页` : `Page ${number}`}`;
  const centred = (words: string, y: number) => drawLine(ink, words, (paper.width - widthOf(ink, words, FOOT)) / 2, y, FOOT);
  if (extra.style.footer[lang] !== '') centred(extra.style.footer[lang].replace(/\n/g, '　'), paper.height - 52);
  centred(foot, paper.height - 40);
}
