/** Which chip, and how many. */

import { defining } from '../kind';
import { catalogId } from '../scalars';
import { field } from '../shape';
import { chipOverrides } from './chip-fields';
import { cards, nodes, readSize } from './size';

export const hardware = defining(
  {
    id: 'hardware',
    title: { en: 'Hardware', zh: '硬件' },
    summary: { en: 'The chip, how many of them, and figures of your own for it', zh: '芯片、数量，以及自定的芯片参数' },
    template: 'use: h20-96g\nnodes: 1\n',
  },
  (known) => {
    const use = field('use', catalogId(known.chips), {
      title: { en: 'Chip', zh: '芯片' },
      meaning: {
        en: 'Its id in the catalog. Replaces the chip and drops figures set before',
        zh: '资料库中的 id。替换芯片，并清除之前 set 的参数',
      },
    });
    const set = field('set', chipOverrides, {
      title: { en: 'Your figures', zh: '自定参数' },
      meaning: {
        en: 'Figures of the chip that you know better; shown as given by you',
        zh: '由您给定的芯片参数，显示为“用户给定”',
      },
    });
    return {
      fields: [use, nodes, cards, set],
      read: (taken) => {
        const chip = taken.get(use);
        const size = readSize(taken);
        const own = taken.get(set);
        return (start) => ({
          ...start,
          hardware: {
            ...start.hardware,
            ...(chip === undefined ? {} : { use: chip }),
            ...(size === undefined ? {} : { size }),
            set: { ...(chip === undefined ? start.hardware.set : {}), ...own },
          },
        });
      },
    };
  },
);
