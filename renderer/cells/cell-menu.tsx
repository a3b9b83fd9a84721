/** What can be done with a cell, at the right of its header; each with its keys, all of them commands. */

import { cellCommands } from '../cell-commands';
import type { Command } from '../command';
import { runCommand } from '../commands';
import { MoreIcon } from '../parts/icons';
import { Menu } from '../parts/menu';
import { useWords } from '../words/use-words';

const offered = [
  'cell.rename',
  'cell.branch',
  'cell.duplicate',
  'cell.insert-above',
  'cell.insert-below',
  'cell.up',
  'cell.down',
  'cell.copy',
  'cell.cut',
  'cell.paste',
  'cell.convert',
  'cell.format',
  'cell.remove',
] as const satisfies readonly Command['id'][];

export function CellMenu({ onOpen, isProse = false }: { readonly onOpen: () => void; readonly isProse?: boolean }) {
  const { say } = useWords();
  const ids = isProse
    ? offered.filter((id) => id !== 'cell.rename' && id !== 'cell.branch' && id !== 'cell.format')
    : offered;
  return (
    <span className="cell-menu" onPointerDown={onOpen}>
      <Menu
        label={say('cell.menu')}
        className="icon-button"
        align="end"
        onChoose={(id) => void runCommand(id)}
        choices={ids.map((id) => {
          const command = cellCommands.find((each) => each.id === id);
          const keys = command?.frameKeys?.[0] ?? command?.keys;
          return { id, label: say(`command.${id}`), ...(keys === undefined ? {} : { keys: shortened(keys) }) };
        })}
      >
        <MoreIcon size={12} />
      </Menu>
    </span>
  );
}

function shortened(keys: string): string {
  return keys.replace('ArrowUp', '↑').replace('ArrowDown', '↓').replaceAll('+', ' ');
}
