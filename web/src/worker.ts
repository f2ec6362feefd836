/// <reference lib="webworker" />
import type { Answer, Ask, Calls, Failure, GateCalls, News } from './contract';
import { Gate } from './lock/gate';

declare const self: DedicatedWorkerGlobalScope;

const gate = new Gate((news: News) => self.postMessage(news));

/** Calls about who holds the phone; all others are for the person who is in. */
const OF_THE_GATE: Record<keyof GateCalls, true> = {
  start: true,
  people: true,
  unlock: true,
  setPin: true,
  joinApart: true,
  called: true,
  leave: true,
};

self.onmessage = (event: MessageEvent<Ask>) => {
  void answer(event.data);
};

async function answer(ask: Ask): Promise<void> {
  try {
    // The call and its arguments belong together by the type of Ask.
    const able = isOfTheGate(ask.call) ? gate : await gate.phone();
    const called = Reflect.get(able, ask.call) as (...args: unknown[]) => unknown;
    const value = await called.apply(able, ask.args);
    self.postMessage({ id: ask.id, value } satisfies Answer);
  } catch (error) {
    self.postMessage({ id: ask.id, failure: failureOf(error) } satisfies Answer);
  }
}

function isOfTheGate(call: keyof Calls): call is keyof GateCalls {
  return call in OF_THE_GATE;
}

function failureOf(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'code' in error) {
    // Only what a Failure has: not everything that is thrown can be sent to the page.
    const { code, path, reason, over } = error as Failure;
    return {
      code,
      ...(path ? { path } : {}),
      ...(reason ? { reason } : {}),
      ...(over ? { over } : {}),
    };
  }
  console.error(error);
  return { code: 'internal' };
}
