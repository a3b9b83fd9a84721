/** A hardware cell: its chip's resources until the design is whole, then the design on that chip. */

import { Chart } from '../chart';
import { DesignOutput, named } from './design';
import type { OutputProps } from './output';

export function HardwareOutput(props: OutputProps) {
  const chip = named(props.charts, 'chip');
  const { design } = props.result;
  const isWhole = design?.prefill !== undefined || design?.decode !== undefined;
  return (
    <>
      {chip && !isWhole && <Chart chart={chip} />}
      <DesignOutput {...props} />
    </>
  );
}
