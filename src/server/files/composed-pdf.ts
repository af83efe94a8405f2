/** A composed report as PDF on A4, in the look of its Word document: what is read or archived without being changed. */
import type { ComposedPage } from '../../kernel/api.ts';
import { SECTION_WORDS, sectionNumber, sentenceText } from './composed-docx.ts';
import type { ReportExtra } from './document.ts';
import { breakLines, drawLine, drawLines, type Ink, lineHeight, type Made, RULE, type Style, widthOf } from './pdf-ink.ts';
import { A4, frameOf, writeSheets } from './pdf-sheet.ts';
import { SMALL, tableBlocks, together } from './pdf-table.ts';
import { type Block, gap, rule, textBlock } from './slip-block.ts';

const FRAME = frameOf(A4);
const HEADING: Style = { size: 13, weight: 'medium' };
const BODY: Style = { size: 10.5 };

export function writeComposedPdf(page: ComposedPage, lang: 0 | 1, extra: ReportExtra): Promise<Made> {
  return writeSheets(page, lang, extra, (ink, frame) => [
    ...page.sections.flatMap((section, at) => sectionBlocks(ink, section, at, lang, extra)),
    ...(page.withheld.length === 0 ? [] : [gap(10), textBlock(ink, SECTION_WORDS.withheld[lang] + page.withheld.map((title) => title[lang]).join(lang === 0 ? '、' : ', '), frame, SMALL)]),
    ...(page.signs.length === 0 ? [] : [signatureBlock(ink, page, lang)]),
  ]);
}

function sectionBlocks(ink: Ink, section: ComposedPage['sections'][number], at: number, lang: 0 | 1, extra: ReportExtra): Block[] {
  const asOf = `${SECTION_WORDS.asOf[lang]} ${section.asOf}`;
  const heading: Block = {
    height: lineHeight(HEADING) + 18,
    draw(y) {
      drawLine(ink, `${sectionNumber(at, lang)}${section.title[lang]}`, FRAME.x, y + 12, HEADING);
      drawLine(ink, asOf, FRAME.x + FRAME.width - widthOf(ink, asOf, SMALL), y + 16, SMALL);
    },
  };
  const sentences = section.sentences.map((parts) => sentenceBlock(ink, sentenceText(parts, lang), lang));
  const tables = section.tables.flatMap((table) => tableBlocks(ink, table, { lang, zone: extra.zone, frame: FRAME }));
  const [first, ...rest] = [...sentences, ...tables];
  return first ? [together([heading, first]), ...rest] : [heading];
}

/** Chinese paragraphs begin two characters in. */
function sentenceBlock(ink: Ink, text: string, lang: 0 | 1): Block {
  // Room for the indent is kept by two characters that are not drawn: white space at the head of a line would be dropped.
  const held = lang === 0 ? '国国' : '';
  const [first, ...rest] = breakLines(ink, held + text, FRAME.width, BODY);
  const indent = widthOf(ink, held, BODY);
  return {
    height: (rest.length + 1) * lineHeight(BODY) + 3,
    draw(y) {
      drawLine(ink, (first?.text ?? '').slice(held.length), FRAME.x + indent, y, BODY);
      drawLines(ink, rest, { ...FRAME, y: y + lineHeight(BODY) }, BODY);
    },
  };
}

function signatureBlock(ink: Ink, page: ComposedPage, lang: 0 | 1): Block {
  const width = FRAME.width / page.signs.length;
  return {
    height: 112,
    draw(y) {
      page.signs.forEach((label, i) => {
        const x = FRAME.x + i * width;
        drawLine(ink, `${label[lang]}${SECTION_WORDS.sign[lang]}`, x, y + 30, BODY);
        rule(ink, x, y + 80, x + width - 24, 0.6, RULE);
        drawLine(ink, SECTION_WORDS.date[lang], x, y + 86, BODY);
      });
    },
  };
}
