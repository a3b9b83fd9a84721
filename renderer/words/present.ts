/** Words of the presentation. */

import { word } from './word';

export const presentWords = {
  'present.label': word('Presentation', '演示'),
  'present.loading': word('Making the slides', '正在生成幻灯片'),
  'present.failed': word('The slides could not be made', '无法生成幻灯片'),
  'present.leave': word('Leave', '退出'),
  'present.next': word('Next slide', '下一张'),
  'present.back': word('Slide before', '上一张'),
  'present.notes': word('Notes', '备注'),
  'present.no-notes': word('The notebook says nothing beside this slide', '笔记本中没有与此页对应的文字'),
  'present.then': word('Next: {title}', '下一张：{title}'),
  'present.last': word('Last slide', '最后一张'),
  'present.keys': word(
    'Arrows, Page Up and Page Down, Space: move · Home, End · N: notes · B: black · Esc: leave',
    '方向键、PageUp / PageDown、空格：翻页 · Home、End · N：备注 · B：黑屏 · Esc：退出',
  ),
  'present.rests': word('Rests on', '依据'),
  'present.choose': word('What is presented and exported', '演示与导出的内容'),
  'present.choose-hint': word(
    'Cells in the order of their slides; saved in the front matter. With none chosen, the cells that carry the case are taken.',
    '按幻灯片顺序排列的单元，保存在文件头中。未选择时取支撑结论的单元。',
  ),
  'present.take': word('Present {id}', '演示 {id}'),
  'present.up': word('Move {id} up', '上移 {id}'),
  'present.down': word('Move {id} down', '下移 {id}'),
  'present.save': word('Keep this choice', '保存选择'),
  'present.source': word('source', '来源'),
  'present.fact': word('fact', '事实'),
  'present.value': word('value', '数值'),
} as const;
