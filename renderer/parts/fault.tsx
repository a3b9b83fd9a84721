/** A part of the window that could not be drawn: what happened stands in its place, the rest of the window goes on, and the text is where it was. */

import { Component, type ReactNode } from 'react';

interface FaultProps {
  readonly children: ReactNode;
  /** Another value draws the part again: what broke it may be gone. */
  readonly watch?: unknown;
  readonly instead: (fault: Error, again: () => void) => ReactNode;
}

interface FaultState {
  readonly fault: Error | undefined;
  readonly watched: unknown;
}

export class Fault extends Component<FaultProps, FaultState> {
  override state: FaultState = { fault: undefined, watched: this.props.watch };

  static getDerivedStateFromError(thrown: unknown): Partial<FaultState> {
    return { fault: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  static getDerivedStateFromProps({ watch }: FaultProps, { watched }: FaultState): Partial<FaultState> | null {
    return Object.is(watch, watched) ? null : { fault: undefined, watched: watch };
  }

  private readonly again = (): void => {
    this.setState({ fault: undefined });
  };

  override render(): ReactNode {
    const { fault } = this.state;
    return fault ? this.props.instead(fault, this.again) : this.props.children;
  }
}

/** For a report: the message first, then where it came from. */
export function wordsOfFault({ message, stack = '' }: Error): string {
  return stack.includes(message) ? stack : `${message}\n${stack}`;
}
