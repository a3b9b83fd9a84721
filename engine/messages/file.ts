/** Files that the app reads and writes. */

import { message } from './message';

export const fileMessages = {
  'file.missing': message<{ path: string }>(
    'error',
    (a) => `There is no file ${a.path}. Check the name and the folder`,
    (a) => `没有文件 ${a.path}。请检查文件名和文件夹`,
  ),
  'file.folder': message<{ path: string }>(
    'error',
    (a) => `${a.path} is a folder. Name a file in it`,
    (a) => `${a.path} 是文件夹。请给出其中的文件`,
  ),
  'file.no-folder': message<{ path: string }>(
    'error',
    (a) => `There is no folder ${a.path}. Check the name`,
    (a) => `没有文件夹 ${a.path}。请检查名称`,
  ),
  'file.no-shipped': message<{ id: string; known: string }>(
    'error',
    (a) => `No notebook "${a.id}" ships. There are ${a.known}`,
    (a) => `没有随附的笔记本 “${a.id}”。可用的有 ${a.known}`,
  ),
  'file.not-text': message<{ path: string }>(
    'error',
    (a) => `${a.path} is not UTF-8 text. Save it as UTF-8, or choose another file`,
    (a) => `${a.path} 不是 UTF-8 文本。请另存为 UTF-8，或选择其他文件`,
  ),
  'file.too-large': message<{ path: string; megabytes: string; most: string }>(
    'error',
    (a) => `${a.path} has ${a.megabytes} MB; at most ${a.most} MB are read`,
    (a) => `${a.path} 有 ${a.megabytes} MB；最多读取 ${a.most} MB`,
  ),
  'file.unreadable': message<{ path: string; reason: string }>(
    'error',
    (a) => `${a.path} cannot be read: ${a.reason}`,
    (a) => `无法读取 ${a.path}：${a.reason}`,
  ),
  'file.changed': message<{ path: string }>(
    'error',
    (a) => `${a.path} was changed by another program since it was read. Nothing was written`,
    (a) => `${a.path} 在读取之后被其他程序改动。未写入任何内容`,
  ),
  'file.unwritable': message<{ path: string; reason: string }>(
    'error',
    (a) => `${a.path} cannot be written: ${a.reason}. What was there is unchanged`,
    (a) => `无法写入 ${a.path}：${a.reason}。原有内容未变`,
  ),
  'export.no-runtime': message<object>(
    'error',
    () =>
      'A PDF is printed by Electron, and none was found. Run this from a clone through npm run chokepoint, which fetches it, or set CHOKEPOINT_ELECTRON to its executable',
    () =>
      'PDF 由 Electron 打印，但未找到 Electron。请在仓库中用 npm run chokepoint 运行（会自动获取），或将 CHOKEPOINT_ELECTRON 设为其可执行文件',
  ),
  'export.no-display': message<object>(
    'error',
    () =>
      'A PDF is printed by Electron, which needs a display, and there is none. Install a virtual one (apt-get install xvfb), or set DISPLAY',
    () => 'PDF 由 Electron 打印，需要显示，而此处没有。请安装虚拟显示（apt-get install xvfb）或设置 DISPLAY',
  ),
  'export.not-printed': message<{ reason: string }>(
    'error',
    (a) => `Electron did not print the PDF: ${a.reason}`,
    (a) => `Electron 未能打印 PDF：${a.reason}`,
  ),
  'export.no-form': message<object>(
    'error',
    () => 'Say what to write and where: --html, --pdf, --pptx, --md, --xlsx or --csv, with a file name',
    () => '请写明输出形式和文件名：--html、--pdf、--pptx、--md、--xlsx 或 --csv',
  ),
} as const;
