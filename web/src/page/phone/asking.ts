import type { Answer, Ask, Calls, Failure, News, Pulse } from '../../between/contract';
import { isOfTheGate } from '../../between/gate-calls';

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
  /** Until it is known who is in with a worker that took the place of another. */
  #held: Ask[] | null = null;
  #nextCall = 0;

  constructor(hear: (news: News) => void) {
    this.#hear = hear;
  }

  /**
   * With a worker, or with another because the first never came or died. `start` asks it to start. What was
   * asked before, and not answered, is asked once {@link goOn} has said that the person is in who asked.
   */
  begin(worker: Worker, start: () => void): void {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<News | Answer | Pulse>) => {
      if (typeof data === 'string') return;
      if ('id' in data) this.#answered(data);
      else this.#hear(data);
    };
    const asks = [...this.#calls.values()].map(({ ask }) => ask);
    for (const { id, call } of asks) if (call === 'start') this.#calls.delete(id);
    this.#held = asks.filter(({ call }) => !isOfTheGate(call));
    start();
    for (const ask of asks)
      if (isOfTheGate(ask.call) && ask.call !== 'start') worker.postMessage(ask);
  }

  /** The person is in who was in before, or another, of whom nothing is done for the first. */
  goOn(who: 'same' | 'another'): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const ask of held) {
      if (who === 'same') this.#worker?.postMessage(ask);
      else this.#answered({ id: ask.id, failure: { code: 'locked' } });
    }
  }

  call<N extends keyof Calls>(call: N, ...args: Parameters<Calls[N]>) {
    const id = (this.#nextCall += 1);
    return new Promise<ReturnType<Calls[N]>>((resolve, reject) => {
      const ask = { id, call, args } as Ask;
      this.#calls.set(id, { ask, resolve: resolve as (value: never) => void, reject });
      if (this.#held && !isOfTheGate(call)) this.#held.push(ask);
      else this.#worker?.postMessage(ask);
    });
  }

  #answered(answer: Answer): void {
    const call = this.#calls.get(answer.id);
    this.#calls.delete(answer.id);
    if ('failure' in answer) call?.reject(answer.failure);
    else call?.resolve(answer.value as never);
  }
}
