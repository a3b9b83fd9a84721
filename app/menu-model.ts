/** The menu bar as data. A command goes to the window by its id; a role is the system's own. */

import type { Language, Text } from '../engine';
import type { FormId } from './export/form-ids';

export type MenuRole = 'cut' | 'copy' | 'paste' | 'selectAll' | 'quit';

export type MenuEntry =
  | { readonly kind: 'command'; readonly id: string; readonly label: Text; readonly keys?: string }
  | { readonly kind: 'role'; readonly role: MenuRole; readonly label: Text }
  /** A notebook to open again. */
  | { readonly kind: 'file'; readonly path: string; readonly label: Text }
  | { readonly kind: 'menu'; readonly label: Text; readonly entries: readonly MenuEntry[] }
  | { readonly kind: 'line' };

export interface Menu {
  readonly label: Text;
  readonly entries: readonly MenuEntry[];
}

const command = (id: string, en: string, zh: string, keys?: string): MenuEntry => ({
  kind: 'command',
  id,
  label: { en, zh },
  ...(keys !== undefined && { keys }),
});
const role = (name: MenuRole, en: string, zh: string): MenuEntry => ({ kind: 'role', role: name, label: { en, zh } });
const line: MenuEntry = { kind: 'line' };

/** As many as fit without scrolling; the rail and the palette have the rest. */
const mostRecent = 10;

function recentMenu(recent: readonly string[]): MenuEntry {
  const entries = recent
    .slice(0, mostRecent)
    .map((path): MenuEntry => ({ kind: 'file', path, label: { en: path, zh: path } }));
  return { kind: 'menu', label: { en: 'Open recent', zh: '打开最近' }, entries };
}

/** Every command of the window stands here with its keys (the window acts on them; here they are only shown), and in its palette. */
export function menusFor(recent: readonly string[]): readonly Menu[] {
  return [
    {
      label: { en: 'File', zh: '文件' },
      entries: [
        command('file.new', 'New notebook', '新建笔记本', 'CmdOrCtrl+N'),
        command('file.open', 'Open…', '打开…', 'CmdOrCtrl+O'),
        command('file.open-folder', 'Open a folder…', '打开文件夹…', 'CmdOrCtrl+Shift+O'),
        command('file.close-folder', 'Close the folder', '关闭文件夹'),
        ...(recent.length > 0 ? [recentMenu(recent)] : []),
        command('file.sample', 'Open the sample', '打开示例'),
        line,
        command('file.save', 'Save', '保存', 'CmdOrCtrl+S'),
        command('file.save-as', 'Save as…', '另存为…', 'CmdOrCtrl+Shift+S'),
        command('file.versions', 'Earlier versions…', '早先版本…'),
        {
          kind: 'menu',
          label: { en: 'Export', zh: '导出' },
          entries: [
            command('file.export-pdf', 'PDF…', 'PDF…'),
            command('file.export-html', 'HTML page…', 'HTML 网页…', 'CmdOrCtrl+E'),
            command('file.export-pptx', 'PowerPoint…', 'PowerPoint…'),
            command('file.export-xlsx', 'Excel workbook…', 'Excel 工作簿…'),
            command('file.export-md', 'Markdown…', 'Markdown…'),
            command('file.export-csv', 'CSV…', 'CSV…'),
          ],
        },
        line,
        command('file.close', 'Close the notebook', '关闭笔记本', 'CmdOrCtrl+W'),
        role('quit', 'Quit', '退出'),
      ],
    },
    {
      label: { en: 'Edit', zh: '编辑' },
      entries: [
        // The window's own: they reach across cells, where the system's stay inside one field.
        command('edit.undo', 'Undo', '撤销', 'CmdOrCtrl+Z'),
        command('edit.redo', 'Redo', '重做', 'CmdOrCtrl+Shift+Z'),
        line,
        role('cut', 'Cut', '剪切'),
        role('copy', 'Copy', '复制'),
        role('paste', 'Paste', '粘贴'),
        role('selectAll', 'Select all', '全选'),
        line,
        command('edit.find', 'Find in all cells', '在全部单元中查找', 'CmdOrCtrl+F'),
        command('edit.find-next', 'Find next', '查找下一处', 'F3'),
        command('edit.find-previous', 'Find previous', '查找上一处', 'Shift+F3'),
        line,
        command('edit.next-problem', 'Next problem', '下一个问题', 'F8'),
        command('edit.previous-problem', 'Previous problem', '上一个问题', 'Shift+F8'),
      ],
    },
    {
      label: { en: 'Cell', zh: '单元' },
      entries: [
        command('cell.add-below', 'Add a cell below', '在下方添加单元', 'Alt+Enter'),
        command('cell.insert-above', 'Insert a cell above…', '在上方插入单元…'),
        command('cell.insert-below', 'Insert a cell below…', '在下方插入单元…'),
        command('cell.branch', 'Branch from this cell…', '从此单元分支…'),
        command('cell.duplicate', 'Duplicate the cell', '复制单元'),
        command('cell.remove', 'Delete the cell', '删除单元'),
        line,
        command('cell.cut', 'Cut the cell', '剪切单元'),
        command('cell.copy', 'Copy the cell', '复制单元到剪贴板'),
        command('cell.paste', 'Paste cells below', '在下方粘贴单元'),
        line,
        command('cell.rename', 'Rename the cell', '重命名单元', 'F2'),
        command('cell.convert', 'Change the kind…', '更改单元种类…'),
        command('cell.to-text', 'Change to text', '转为文字'),
        command('cell.format', 'Format the YAML', '整理 YAML', 'Alt+Shift+F'),
        line,
        command('cell.up', 'Move the cell up', '上移单元', 'Alt+Shift+Up'),
        command('cell.down', 'Move the cell down', '下移单元', 'Alt+Shift+Down'),
        command('cell.next', 'Select the next cell', '选择下一个单元'),
        command('cell.previous', 'Select the cell before', '选择上一个单元'),
        command('cell.first', 'Select the first cell', '选择第一个单元'),
        command('cell.last', 'Select the last cell', '选择最后一个单元'),
        command('cell.numbers', 'Go to the figures of the cell', '转到单元的数字'),
        line,
        command('cell.fold', 'Fold or unfold the cell', '折叠或展开单元'),
        command('cell.fold-all', 'Fold all cells', '折叠全部单元'),
        command('cell.unfold-all', 'Unfold all cells', '展开全部单元'),
      ],
    },
    {
      label: { en: 'Run', zh: '运行' },
      entries: [
        command('run.all', 'Run all cells', '运行全部单元', 'F5'),
        command('run.next', 'Run and select the next cell', '运行并选择下一个单元', 'Shift+Enter'),
        command('run.save', 'Run all and save in History', '全部运行并存入历史', 'CmdOrCtrl+Enter'),
      ],
    },
    {
      label: { en: 'View', zh: '视图' },
      entries: [
        command('view.palette', 'All commands…', '全部命令…', 'CmdOrCtrl+Shift+P'),
        line,
        command('view.notebooks', 'Notebooks', '笔记本', 'CmdOrCtrl+1'),
        command('view.history', 'History', '历史', 'CmdOrCtrl+2'),
        command('view.compare', 'Compare', '对比', 'CmdOrCtrl+3'),
        command('view.catalog', 'Catalog', '资料库', 'CmdOrCtrl+4'),
        command('view.validation', 'Validation', '校验', 'CmdOrCtrl+5'),
        command('view.framework', 'Framework map', '优化框架', 'CmdOrCtrl+6'),
        command('view.learn', 'Learn: cases and topics', '学习：案例与专题', 'CmdOrCtrl+7'),
        command('view.present', 'Present', '演示', 'Shift+F5'),
        command('view.present-choose', 'Choose what is presented…', '选择演示内容…'),
        command('view.explain', 'Explain', '解释', 'CmdOrCtrl+I'),
        command('view.front', 'Front matter', '文件头'),
        command('view.problems', 'Problems', '问题', 'CmdOrCtrl+Shift+M'),
        command('view.map', 'Map of the cells', '单元关系图', 'CmdOrCtrl+Shift+G'),
        line,
        command('view.language', '切换为中文', 'Switch to English'),
        command('view.theme', 'Switch theme', '切换主题'),
        command('view.contrast', 'High contrast', '高对比度'),
        line,
        command('view.zoom-reset', 'Actual size', '实际大小', 'CmdOrCtrl+0'),
        command('view.zoom-in', 'Zoom in', '放大', 'CmdOrCtrl+='),
        command('view.zoom-out', 'Zoom out', '缩小', 'CmdOrCtrl+-'),
        command('view.full-screen', 'Full screen', '全屏', 'F11'),
      ],
    },
    {
      label: { en: 'Help', zh: '帮助' },
      entries: [
        command('help.show', 'Help', '帮助', 'F1'),
        command('help.tour', 'Tour', '导览'),
        line,
        command('help.about', 'About Chokepoint', '关于 Chokepoint'),
        command('help.tools', 'Developer tools', '开发者工具', 'CmdOrCtrl+Shift+I'),
      ],
    },
  ];
}

/** The words of the questions and dialogs that the system draws. */
export const dialogWords = {
  openTitle: { en: 'Open a notebook', zh: '打开笔记本' },
  openAny: { en: 'Choose a file', zh: '选择文件' },
  folderTitle: { en: 'Open a folder of notebooks', zh: '打开笔记本文件夹' },
  saveTitle: { en: 'Save the notebook', zh: '保存笔记本' },
  saveAny: { en: 'Save as', zh: '保存为' },
  notebook: { en: 'Chokepoint notebook', zh: 'Chokepoint 笔记本' },
  exportTitle: { en: 'Export the notebook', zh: '导出笔记本' },
  anyFile: { en: 'All files', zh: '所有文件' },
  unsaved: { en: 'Save the changes before closing?', zh: '关闭前是否保存更改？' },
  unsavedDetail: { en: 'Without saving, they are lost.', zh: '不保存则更改会丢失。' },
  save: { en: 'Save', zh: '保存' },
  discard: { en: "Don't save", zh: '不保存' },
  cancel: { en: 'Cancel', zh: '取消' },
} as const satisfies Record<string, Text>;

/** What a form is called where the system asks for a file. */
export const formWords = {
  html: { en: 'HTML page', zh: 'HTML 网页' },
  pdf: { en: 'PDF', zh: 'PDF' },
  pptx: { en: 'PowerPoint', zh: 'PowerPoint' },
  xlsx: { en: 'Excel workbook', zh: 'Excel 工作簿' },
  md: { en: 'Markdown', zh: 'Markdown' },
  csv: { en: 'CSV', zh: 'CSV' },
} as const satisfies Record<FormId, Text>;

export function isForm(ending: string): ending is FormId {
  return Object.hasOwn(formWords, ending);
}

export type { Language };
