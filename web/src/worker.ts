/// <reference lib="webworker" />
import type { Answer, Ask, Failure, News, Pulse } from './between/contract';
import { isOfTheGate } from './between/gate-calls';
import { Gate } from './device/gate';
import type { Phone } from './device/phone';
import { lookForTrap, onTrap } from './device/trap';

declare const self: DedicatedWorkerGlobalScope;

const gate = new Gate((news: News) => self.postMessage(news));

onTrap(() => {
  // The page starts another, which reads from the disk what this one has kept.
  self.postMessage('died' satisfies Pulse);
  self.close();
});
self.addEventListener('unhandledrejection', ({ reason }) => lookForTrap(reason));

// Held until this worker ends, in whatever way: the browser itself tells the page.
const life = crypto.randomUUID();
void navigator.locks.request(life, () => {
  self.postMessage(`life ${life}` satisfies Pulse);
  return new Promise<never>(() => undefined);
});

self.onmessage = ({ data }: MessageEvent<Ask | Pulse>) => {
  if (typeof data === 'string') self.postMessage('alive' satisfies Pulse);
  else void answer(data);
};

async function answer(ask: Ask): Promise<void> {
  try {
    // The call and its arguments belong together by the type of Ask.
    const phone = isOfTheGate(ask.call) ? null : await gate.phone();
    const able = phone ? await partOf(phone, ask.call) : gate;
    const called = Reflect.get(able, ask.call) as (...args: unknown[]) => unknown;
    const value = await called.apply(able, ask.args);
    self.postMessage({ id: ask.id, value } satisfies Answer);
  } catch (error) {
    lookForTrap(error);
    self.postMessage({ id: ask.id, failure: failureOf(error) } satisfies Answer);
  }
}

/** Who answers it: the phone, or the part of it that has such a call. */
async function partOf(phone: Phone, call: Ask['call']): Promise<object> {
  if (typeof Reflect.get(phone, call) === 'function') return phone;
  if (call in phone.edits) return phone.edits;
  for (const late of [phone.past, phone.carrying, phone.files]) {
    const part = await late.with<object>((it) => it);
    if (call in part) return part;
  }
  return phone;
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
