/** What a kind of cell shows at right and, beside YAML, at left. A kind that is not named here shows its design or its tables. */

import type { ComponentType } from 'react';
import { CostOutput } from './cost';
import { DesignOutput } from './design';
import { FieldForm, type Field, type OnEdit } from './form';
import { HardwareOutput } from './hardware';
import { Levers } from './levers';
import { ModelOutput } from './model';
import type { OutputProps } from './output';
import { RoiOutput } from './roi';
import { SweepOutput } from './sweep';
import { SimulateOutput } from './simulate';
import { TableOutput } from './table';
import type { CellResult } from '../../app/contract';
import type { ShownDesign } from '../shown';

const outputs: Readonly<Record<string, ComponentType<OutputProps>>> = {
  cost: CostOutput,
  hardware: HardwareOutput,
  model: ModelOutput,
  roi: RoiOutput,
  sweep: SweepOutput,
  simulate: SimulateOutput,
};

export function outputOf(result: CellResult): ComponentType<OutputProps> {
  return outputs[result.kind] ?? (result.tables.length > 0 ? TableOutput : DesignOutput);
}

export interface FormProps {
  readonly cell: string;
  readonly body: string;
  readonly fields: readonly Field[];
  readonly design: ShownDesign | undefined;
  readonly onEdit: OnEdit;
}

interface KindForm {
  readonly form: ComponentType<FormProps>;
  /** True where the form is what a person comes for. */
  readonly isFirst: boolean;
}

const forms: Readonly<Record<string, KindForm>> = {
  optimizations: { form: Levers, isFirst: true },
};

export function formOf(kind: string): KindForm {
  return forms[kind] ?? { form: FieldForm, isFirst: false };
}
