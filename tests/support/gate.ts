/** A door in a scripted answer: a call stands before it until the test lets it through. */
export interface Gate {
  /** Settles when the first call stands before the door. */
  readonly arrived: Promise<void>;
  release(): void;
  /** The server's side: announce oneself and wait. */
  pass(): Promise<void>;
}

export function createGate(): Gate {
  const arrival = signal();
  const opening = signal();
  return {
    arrived: arrival.promise,
    release: opening.fire,
    pass() {
      arrival.fire();
      return opening.promise;
    },
  };
}

function signal(): { promise: Promise<void>; fire: () => void } {
  let fire = () => {};
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire };
}
