/** A space of designs: the cross product of what is varied over one base. A point is a number; its choices and its design follow from it. */

import type { Text } from '../diagnostics';
import type { Change, Design } from '../types';

export interface AxisValue {
  /** As it is written in the cell. */
  readonly text: string;
  readonly change: Change;
}

export interface Axis {
  /** As it is written in the cell: "decode.ep". */
  readonly id: string;
  readonly title: Text;
  readonly values: readonly AxisValue[];
  /** Replaces a chip or a model, which drops what was set for it before: goes before the other axes, wherever it is written. */
  readonly replaces: boolean;
}

export interface Space {
  readonly base: Design;
  readonly axes: readonly Axis[];
}

/** How many values each axis has is all that counting needs. */
export interface Sizes {
  readonly axes: readonly { readonly values: readonly unknown[] }[];
}

export function pointsIn({ axes }: Sizes): number {
  return axes.reduce((product, axis) => product * axis.values.length, 1);
}

/** Which value of each axis a point takes, the last axis running fastest. */
export function choicesAt({ axes }: Sizes, point: number): number[] {
  const choices = new Array<number>(axes.length).fill(0);
  let rest = point;
  for (let i = axes.length - 1; i >= 0; i--) {
    const count = axes[i]?.values.length ?? 1;
    choices[i] = rest % count;
    rest = Math.floor(rest / count);
  }
  return choices;
}

/** Point → design, over and over. */
export function designer(space: Space): (point: number) => Design {
  const { axes, base } = space;
  const order = axes.map((_, i) => i).sort((a, b) => Number(axes[b]?.replaces) - Number(axes[a]?.replaces) || a - b);
  return (point) => {
    const choices = choicesAt(space, point);
    let design = base;
    for (const i of order) design = axes[i]?.values[choices[i] ?? 0]?.change(design) ?? design;
    return design;
  };
}
