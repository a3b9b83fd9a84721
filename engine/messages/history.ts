/** The database of runs. */

import { message } from './message';

export const historyMessages = {
  'history.folder': message<{ path: string }>(
    'error',
    (a) => `${a.path} is a folder, not a history. Name a file with --db`,
    (a) => `${a.path} 是文件夹，不是历史记录。请用 --db 指定文件`,
  ),
  'history.newer': message<{ path: string; found: number; known: number }>(
    'error',
    (a) =>
      `The history ${a.path} was written by a newer Chokepoint (schema ${a.found}; this one knows ${a.known}). It was left as it is. Update Chokepoint, or choose another file with --db`,
    (a) =>
      `历史记录 ${a.path} 由更新版本的 Chokepoint 写成（结构 ${a.found}，本版本只到 ${a.known}）。文件未改动。请升级 Chokepoint，或用 --db 换一个文件`,
  ),
  'history.foreign': message<{ path: string }>(
    'error',
    (a) => `${a.path} is the database of another program. It was left as it is. Choose another file with --db`,
    (a) => `${a.path} 是其他程序的数据库。文件未改动。请用 --db 换一个文件`,
  ),
  'history.damaged': message<{ path: string; reason: string }>(
    'error',
    (a) =>
      `The history ${a.path} is damaged (${a.reason}). It was left as it is. Put a copy in its place, move it away to start afresh, or choose another file with --db`,
    (a) => `历史记录 ${a.path} 已损坏（${a.reason}）。文件未改动。请用备份替换，或移走后重新开始，或用 --db 换一个文件`,
  ),
  'history.locked': message<{ path: string }>(
    'error',
    (a) => `Another program is writing to the history ${a.path}. Try again when it is done, or close it`,
    (a) => `另一个程序正在写入历史记录 ${a.path}。请待其完成后重试，或将其关闭`,
  ),
  'history.read-only': message<{ path: string }>(
    'error',
    (a) =>
      `The history ${a.path} cannot be written. Allow writing to the file and its folder, or choose another file with --db`,
    (a) => `无法写入历史记录 ${a.path}。请允许写入该文件及其文件夹，或用 --db 换一个文件`,
  ),
  'history.disk-full': message<{ path: string }>(
    'error',
    (a) => `The disk that holds the history ${a.path} is full. Free some space and save again`,
    (a) => `历史记录 ${a.path} 所在磁盘已满。请腾出空间后再次保存`,
  ),
  'history.unreadable': message<{ path: string; reason: string }>(
    'error',
    (a) =>
      `The history ${a.path} cannot be opened: ${a.reason}. Check the folder and its permissions, or choose another file with --db`,
    (a) => `无法打开历史记录 ${a.path}：${a.reason}。请检查文件夹及权限，或用 --db 换一个文件`,
  ),
  'history.no-run': message<{ id: string }>(
    'error',
    (a) => `The history has no run #${a.id}. history list shows what there is`,
    (a) => `历史记录中没有运行 #${a.id}。history list 可列出现有运行`,
  ),
  'history.no-design': message<{ id: string; cell: string; known: string }>(
    'error',
    (a) => `${a.id} has no design ${a.cell}. It has: ${a.known}`,
    (a) => `${a.id} 中没有设计 ${a.cell}。现有：${a.known}`,
  ),
  'history.import-damaged': message<{ path: string; where: string; reason: string }>(
    'error',
    (a) => `${a.path} is not a history export: ${a.where}: ${a.reason}. Nothing was imported`,
    (a) => `${a.path} 不是历史记录的导出文件：${a.where}：${a.reason}。未导入任何内容`,
  ),
  'history.import-version': message<{ path: string; found: number; known: number }>(
    'error',
    (a) =>
      a.found > a.known
        ? `${a.path} was written by a newer Chokepoint (format ${a.found}; this one reads ${a.known}). Nothing was imported. Update Chokepoint`
        : `${a.path} says format ${a.found}, which there never was. Nothing was imported`,
    (a) =>
      a.found > a.known
        ? `${a.path} 由更新版本的 Chokepoint 写成（格式 ${a.found}，本版本只读 ${a.known}）。未导入任何内容。请升级 Chokepoint`
        : `${a.path} 标称格式 ${a.found}，并不存在。未导入任何内容`,
  ),
  'history.sweep-overlaps': message<{ path: string; from: number; to: number }>(
    'error',
    (a) =>
      `${a.path} holds points ${a.from} to ${a.to}, of which some are here from a sweep cut otherwise, with other figures. Nothing was imported`,
    (a) => `${a.path} 含第 ${a.from} 至 ${a.to} 点，其中部分已从另一种切分导入且数值不同。未导入任何内容`,
  ),
  'history.no-rows': message<{ id: number }>(
    'error',
    (a) => `Run #${a.id} holds no sweep`,
    (a) => `运行 #${a.id} 不含扫描`,
  ),
  'history.no-comparison': message<{ id: number }>(
    'error',
    (a) => `There is no saved comparison ${a.id}`,
    (a) => `没有已保存的比较 ${a.id}`,
  ),
  'history.backup-exists': message<{ path: string }>(
    'error',
    (a) => `${a.path} is there already. Name another file for the backup`,
    (a) => `${a.path} 已存在。请为备份另取文件名`,
  ),
  'history.import-altered': message<{ path: string; where: string }>(
    'error',
    (a) => `${a.path}: ${a.where} does not match its hash; the file was changed or cut. Nothing was imported`,
    (a) => `${a.path}：${a.where} 与其哈希不符，文件被改动或截断。未导入任何内容`,
  ),
} as const;
