/** A call whose answer a view shows: asked again when its parameters change; the last answer stays until the next arrives. */

import { useEffect, useState } from 'react';
import type { In, Method, Out, Text } from '../app/contract';
import { rpc, textOf } from './bridge';

export interface Called<M extends Method> {
  readonly value: Out<M> | undefined;
  readonly failure: Text | undefined;
  /** False while the value is an older question's. */
  readonly isFresh: boolean;
}

/** `params` undefined asks nothing. `age` asks again although the parameters are the same. */
export function useCall<M extends Method>(method: M, params: In<M> | undefined, age = 0): Called<M> {
  const key = params === undefined ? undefined : `${method} ${age} ${JSON.stringify(params)}`;
  const [state, setState] = useState<{ key?: string; value?: Out<M>; failure?: Text }>({});
  useEffect(() => {
    if (params === undefined || key === undefined) return;
    let isCurrent = true;
    rpc(method, params).then(
      (value) => {
        if (isCurrent) setState({ key, value });
      },
      (error: unknown) => {
        if (isCurrent) setState({ key, failure: textOf(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
    // `key` stands for method, age and params.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return { value: state.value, failure: state.failure, isFresh: key !== undefined && state.key === key };
}
