import type { TraceReply } from '../api/contract/trace.ts';
import { defineExport } from '../exports/define-export.ts';
import { words } from '../exports/words.ts';
import { bottom, paginate, top } from '../paper/paginate.ts';
import { createPaper, page } from '../paper/paper.ts';
import { recallBlocks, styles } from './recall-blocks.ts';
import { headOf, titleOf } from './recall-summary.ts';

/** The recall list on paper, to take to the shelf: what to tick, a code to scan, and why it is listed. */
export const recallPdf = defineExport({
  name: 'recall_pdf',
  write: function* (reply: TraceReply, context) {
    const { language } = context;
    const text = words[language];
    const title = titleOf(reply, language);
    const paper = createPaper({ title, language, at: reply.asOf.at });
    const pages = paginate(recallBlocks(reply, paper, context));
    const facts = headOf(reply, context);
    const told = (name: string) => facts.find(([label]) => label === name)?.join(': ') ?? '';
    const foot = `${told(text.plant)} · ${told(text.asOf)}`;
    for (const [index, blocks] of pages.entries()) {
      paper.addPage();
      const header = [
        title,
        told(text.root),
        ...(index === 0 ? [] : [blocks[0]?.group ?? '']),
      ].join(' — ');
      const [fitting = ''] = paper.lines(header, styles.small, page.width - 2 * page.margin);
      paper.write([fitting], styles.small, { x: page.margin, y: page.margin });
      let y = top;
      for (const { draw, heightPt } of blocks) {
        draw(y);
        y += heightPt;
      }
      const footY = bottom + 8;
      paper.write([foot], styles.small, { x: page.margin, y: footY });
      paper.writeRight(text.page(index + 1, pages.length), styles.small, footY);
      yield paper.taken();
    }
    paper.end();
    yield paper.taken();
  },
});
