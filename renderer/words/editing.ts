/** Words of editing: what is done with cells, finding, problems, the map, the picker. */

import { word } from './word';

export const editingWords = {
  'command.edit.find': word('Find in all cells', '在全部单元中查找'),
  'command.edit.find-next': word('Find next', '查找下一处'),
  'command.edit.find-previous': word('Find previous', '查找上一处'),
  'command.edit.next-problem': word('Go to the next problem', '转到下一个问题'),
  'command.edit.previous-problem': word('Go to the problem before', '转到上一个问题'),
  'command.view.problems': word('Show or hide problems', '显示或隐藏问题列表'),
  'command.view.map': word('Show the map of the cells', '显示单元关系图'),
  'command.cell.insert-below': word('Insert a cell below…', '在下方插入单元…'),
  'command.cell.insert-above': word('Insert a cell above…', '在上方插入单元…'),
  'command.cell.branch': word('Branch from this cell…', '从此单元分支…'),
  'command.cell.cut': word('Cut the cell', '剪切单元'),
  'command.cell.copy': word('Copy the cell to the clipboard', '复制单元到剪贴板'),
  'command.cell.paste': word('Paste cells below', '在下方粘贴单元'),
  'command.cell.numbers': word('Go to the figures of the cell', '转到单元的数字'),
  'command.cell.rename': word('Rename the cell', '重命名单元'),
  'command.cell.to-text': word('Change the cell to text', '将单元转为文字'),
  'command.cell.convert': word('Change the kind of the cell…', '更改单元种类…'),
  'command.cell.format': word('Format the YAML of the cell', '整理单元的 YAML'),
  'command.cell.first': word('Select the first cell', '选择第一个单元'),
  'command.cell.last': word('Select the last cell', '选择最后一个单元'),

  'cell.menu': word('What to do with the cell', '单元操作'),
  'cell.name': word('Name of the cell', '单元名'),
  'cell.rename-hint': word('Double click or F2 to rename; references follow', '双击或按 F2 重命名；引用随之更新'),
  'cell.insert-here': word('Insert a cell here', '在此插入单元'),

  'picker.placeholder': word('{label}: a kind, a chip, a model, an optimization', '{label}：种类、芯片、模型或优化项'),
  'picker.branch': word('Branch from {id}', '从 {id} 分支'),
  'picker.convert': word('Change to which kind', '改为哪种单元'),
  'picker.none': word('Nothing matches. Try another word', '没有匹配项，换个词试试'),

  'find.label': word('Find in all cells', '在全部单元中查找'),
  'find.placeholder': word('Find in YAML and text', '在 YAML 与文字中查找'),
  'find.count': word('{at} of {n}', '第 {at} 处，共 {n} 处'),
  'find.none': word('not found', '未找到'),
  'find.close': word('End finding', '结束查找'),

  'problems.label': word('Problems', '问题'),
  'problems.counts': word(
    '{errors|error|errors}, {warnings|warning|warnings}, {notes|note|notes}',
    '{errors} 个错误，{warnings} 个警告，{notes} 条提示',
  ),
  'problems.none': word('Nothing to report: every cell runs', '没有问题：所有单元都能运行'),
  'problems.close': word('Hide problems', '隐藏问题列表'),

  'map.label': word('Map of the cells', '单元关系图'),
  'map.starts': word('starts from', '起自'),
  'map.reads': word('reads', '读取'),
  'map.close': word('Close the map', '关闭关系图'),

  'toast.cell-removed-named': word(
    'Cell {id} deleted; {n|cell that names it fails|cells that name it fail}',
    '已删除单元 {id}；引用它的 {n} 个单元会失败',
  ),
  'toast.no-branch': word(
    'Only a cell that changes the design can be branched from',
    '只有改动设计的单元才能作为分支起点',
  ),
  'toast.no-problem': word('No problems', '没有问题'),

  'levers.lever': word('optimization', '优化项'),
  'levers.gain': word('{metric}, with against without', '{metric}：开启对比关闭'),
  'levers.useful': word('Off, and would help here', '未启用，但在此有益'),
  'levers.with': word('With it against without it, all else as here', '其余不变，开启与关闭相比'),
  'levers.would': word('What it would bring here', '若启用，在此带来的变化'),
  'levers.since': word('on since', '启用自'),
  'levers.stands': word('on from the start', '一开始就启用'),
  'levers.turn': word('pays from {value}', '{value} 起才划算'),

  'table.equal': word('{n|input is|inputs are} the same in all', '另有 {n} 项输入完全相同'),
  'table.fold-equal': word('Fold the equal inputs', '收起相同的输入'),

  'tab.breakdown': word('Operators', '算子'),
  'tab.memory': word('Memory', '显存'),
  'tab.roofline': word('Roofline', '屋顶线'),
  'tab.waterfall': word('Chain', '改动链'),
  'tab.frontier': word('Frontier', '前沿'),
  'tab.cost': word('Cost', '成本'),
  'tab.context': word('Context', '上下文'),
  'tab.curve': word('Curve', '曲线'),
  'curve.metric': word('Metric', '指标'),
  'curve.field': word('against', '随'),
  'curve.none': word('This curve cannot be drawn', '无法绘制此曲线'),
  'curve.title': word('Curve', '曲线'),
  'curve.wait': word('Trying designs', '正在试算'),
} as const;
