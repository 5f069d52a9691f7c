/** Waiting until nothing happens any more, while somebody types. */

import type { Disposable } from 'vscode';

const quietMilliseconds = 400;

/** Runs the action once nothing has restarted it for a while. */
export function quietTimer(action: () => void): Disposable & { restart(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const dispose = () => clearTimeout(timer);
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(action, quietMilliseconds);
  };
  return { dispose, restart };
}
