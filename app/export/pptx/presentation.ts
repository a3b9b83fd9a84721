/** The slides of a case as a PowerPoint file: text that can be changed, native tables, charts as native shapes, notes for the presenter. */

import JSZip from 'jszip';
import PptxGenJS from 'pptxgenjs';
import { narrowSpace, type CaseDocument, type ShownChart, type Slide } from '../../../engine';
import { chartSvg } from '../../html/chart-svg';
import { groupXml, hatchesIn } from './drawing';
import { inch, type ChartPlace } from './page';
import { drawSlide } from './slide';
import { pictureOf, type Picture } from './svg-marks';

export async function presentation(document: CaseDocument): Promise<Uint8Array> {
  const pptx = new PptxGenJS();
  pptx.defineLayout({ name: 'wide', width: inch.width, height: inch.height });
  pptx.layout = 'wide';
  pptx.title = document.title;
  pptx.company = '';
  pptx.author = `Chokepoint ${document.engine}`;
  const font = document.language === 'zh' ? 'Microsoft YaHei' : 'Arial';
  pptx.theme = { headFontFace: font, bodyFontFace: font };
  const tabs = tabsOf(document);
  const charts: ChartPlace[][] = [];
  for (const [i, slide] of document.slides.entries()) {
    const page = pptx.addSlide();
    charts.push(
      await drawSlide(page, {
        slide,
        document,
        tabs,
        number: i + 1,
        font,
        picture: (chart, width) => drawn(chart, width),
      }),
    );
    if (slide.notes !== '') page.addNotes(slide.notes);
  }
  const written = await pptx.write({ outputType: 'uint8array' });
  if (!(written instanceof Uint8Array)) throw new Error('the presentation came in another form than asked for');
  return withCharts(written, charts, font);
}

/** The parts that the slides have, in order, by their short names. */
function tabsOf({ slides, parts }: CaseDocument): readonly { readonly id: Slide['section']; readonly title: string }[] {
  return [...new Set(slides.map(({ section }) => section))].map((id) => ({ id, title: parts[id] }));
}

async function drawn(chart: ShownChart, width: number): Promise<Picture> {
  return pictureOf(await chartSvg(chart, width));
}

/** Each chart's place is held by an empty shape with its name; it gives way to the drawing. */
async function withCharts(
  file: Uint8Array,
  charts: readonly (readonly ChartPlace[])[],
  font: string,
): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(file);
  for (const [i, places] of charts.entries()) {
    const path = `ppt/slides/slide${String(i + 1)}.xml`;
    let xml = await zip.file(path)?.async('string');
    if (xml === undefined) throw new Error(`the presentation has no ${path}`);
    for (const { name, chart, picture, box } of places) {
      const { usermeta } = chart.spec;
      const carries = typeof usermeta === 'object' && usermeta !== null && 'definitions' in usermeta;
      const group = groupXml({
        picture,
        box,
        title: name,
        hatches: hatchesIn(carries && typeof usermeta.definitions === 'string' ? usermeta.definitions : ''),
        font,
      });
      const holder = new RegExp(`<p:sp>(?:(?!</p:sp>)[^])*?name="${name}"(?:(?!</p:sp>)[^])*?</p:sp>`);
      if (!holder.test(xml)) throw new Error(`slide ${String(i + 1)} has no place for ${name}`);
      xml = xml.replace(holder, () => group);
    }
    // The library gives an id twice where a slide has a table; a strict reader repairs such a file.
    let shapes = 0;
    zip.file(
      path,
      // A number may not part at the thin spaces between its thousands.
      xml.replaceAll('\u2009', narrowSpace).replace(/<p:cNvPr id="\d+"/g, () => `<p:cNvPr id="${String(++shapes)}"`),
    );
  }
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}
