import type { Answer, Ask, Calls, Failure, News } from './contract';

interface Call {
  ask: Ask;
  resolve(value: never): void;
  reject(why: Failure): void;
}

/** Asks the worker by name. What is asked before there is a worker waits for it. */
export class Asking {
  readonly #hear: (news: News) => void;
  readonly #calls = new Map<number, Call>();
  #worker: Worker | null = null;
  #nextCall = 0;

  constructor(hear: (news: News) => void) {
    this.#hear = hear;
  }

  /** With a worker, or with another one because the first never came. */
  begin(worker: Worker): void {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<News | Answer>) => {
      if ('id' in data) this.#answered(data);
      else this.#hear(data);
    };
    const asks = [...this.#calls.values()].map(({ ask }) => ask);
    // Whatever a screen asked before there was a worker can be done only once that knows its person.
    const isStart = ({ call }: Ask) => call === 'start';
    for (const ask of asks.filter(isStart)) worker.postMessage(ask);
    for (const ask of asks.filter((one) => !isStart(one))) worker.postMessage(ask);
  }

  call<N extends keyof Calls>(call: N, ...args: Parameters<Calls[N]>) {
    const id = (this.#nextCall += 1);
    return new Promise<ReturnType<Calls[N]>>((resolve, reject) => {
      const ask = { id, call, args } as Ask;
      this.#calls.set(id, { ask, resolve: resolve as (value: never) => void, reject });
      this.#worker?.postMessage(ask);
    });
  }

  #answered(answer: Answer): void {
    const call = this.#calls.get(answer.id);
    this.#calls.delete(answer.id);
    if ('failure' in answer) call?.reject(answer.failure);
    else call?.resolve(answer.value as never);
  }
}
