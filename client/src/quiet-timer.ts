/** Waiting until nothing happens any more, while somebody types. */

import type { Disposable } from 'vscode';

const usualMilliseconds = 400;

/** Runs the action once nothing has restarted it for so many milliseconds. */
export function quietTimer(action: () => void, milliseconds = usualMilliseconds): Disposable & { restart(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const dispose = () => clearTimeout(timer);
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
  return { dispose, restart };
}
