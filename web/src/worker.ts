/// <reference lib="webworker" />
import type { Answer, Ask, Failure, News } from './contract';
import { Phone } from './phone';

declare const self: DedicatedWorkerGlobalScope;

const phone = new Phone((news: News) => self.postMessage(news));

self.onmessage = (event: MessageEvent<Ask>) => {
  void answer(event.data);
};

async function answer(ask: Ask): Promise<void> {
  try {
    // The call and its arguments belong together by the type of Ask.
    const value = await (phone[ask.call] as (...args: unknown[]) => unknown).apply(phone, ask.args);
    self.postMessage({ id: ask.id, value } satisfies Answer);
  } catch (error) {
    self.postMessage({ id: ask.id, failure: failureOf(error) } satisfies Answer);
  }
}

function failureOf(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'code' in error) {
    const { code, path, reason } = error as Failure;
    return { code, ...(path ? { path } : {}), ...(reason ? { reason } : {}) };
  }
  console.error(error);
  return { code: 'internal' };
}
