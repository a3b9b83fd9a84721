/** The menu bar as data. A command goes to the window by its id; a role is the system's own. */

import type { Language, Text } from '../engine';

export type MenuRole =
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'zoomIn'
  | 'zoomOut'
  | 'resetZoom'
  | 'togglefullscreen'
  | 'toggleDevTools'
  | 'quit';

export type MenuEntry =
  | { readonly kind: 'command'; readonly id: string; readonly label: Text; readonly keys?: string }
  | { readonly kind: 'role'; readonly role: MenuRole; readonly label: Text; readonly keys?: string }
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

// Keys that the editor or a cell handles by itself (Shift+Enter, arrows, Esc) are the window's own and stand in its palette.
export const menus: readonly Menu[] = [
  {
    label: { en: 'File', zh: '文件' },
    entries: [
      command('file.new', 'New notebook', '新建笔记本', 'CmdOrCtrl+N'),
      command('file.open', 'Open…', '打开…', 'CmdOrCtrl+O'),
      command('file.sample', 'Open the sample', '打开示例'),
      line,
      command('file.save', 'Save', '保存', 'CmdOrCtrl+S'),
      command('file.save-as', 'Save as…', '另存为…', 'CmdOrCtrl+Shift+S'),
      command('file.export-html', 'Export as HTML…', '导出为 HTML…', 'CmdOrCtrl+E'),
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
      command('cell.add-below', 'Add a cell below', '在下方添加单元', 'Alt+Enter'),
      command('cell.duplicate', 'Duplicate the cell', '复制单元'),
      command('cell.remove', 'Delete the cell', '删除单元'),
    ],
  },
  {
    label: { en: 'Run', zh: '运行' },
    entries: [
      command('run.all', 'Run all cells', '运行全部单元', 'F5'),
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
      command('view.explain', 'Explain', '解释', 'CmdOrCtrl+I'),
      line,
      command('view.language', '切换为中文', 'Switch to English'),
      command('view.theme', 'Switch theme', '切换主题'),
      line,
      role('resetZoom', 'Actual size', '实际大小'),
      role('zoomIn', 'Zoom in', '放大'),
      role('zoomOut', 'Zoom out', '缩小'),
      role('togglefullscreen', 'Full screen', '全屏'),
    ],
  },
  {
    label: { en: 'Help', zh: '帮助' },
    entries: [
      command('help.about', 'About Chokepoint', '关于 Chokepoint'),
      role('toggleDevTools', 'Developer tools', '开发者工具'),
    ],
  },
];

/** The words of the questions and dialogs that the system draws. */
export const dialogWords = {
  openTitle: { en: 'Open a notebook', zh: '打开笔记本' },
  saveTitle: { en: 'Save the notebook', zh: '保存笔记本' },
  notebook: { en: 'Chokepoint notebook', zh: 'Chokepoint 笔记本' },
  page: { en: 'HTML page', zh: 'HTML 网页' },
  anyFile: { en: 'All files', zh: '所有文件' },
  unsaved: { en: 'Save the changes before closing?', zh: '关闭前是否保存更改？' },
  unsavedDetail: { en: 'Without saving, they are lost.', zh: '不保存则更改会丢失。' },
  save: { en: 'Save', zh: '保存' },
  discard: { en: "Don't save", zh: '不保存' },
  cancel: { en: 'Cancel', zh: '取消' },
} as const satisfies Record<string, Text>;

export type { Language };
