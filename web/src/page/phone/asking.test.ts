import { expect, test } from 'vitest';
import { Asking } from './asking';
import type { Ask } from '../../between/contract';

function workerThat(asked: string[]): Worker {
  return { postMessage: ({ call }: Ask) => asked.push(call) } as unknown as Worker;
}

function started(asking: Asking): string[] {
  const asked: string[] = [];
  asking.begin(workerThat(asked), () => void asking.call('start', null, 0, 'page.1', {}));
  return asked;
}

test('what a screen asks before there is a worker is asked once it is known who is in', () => {
  const asking = new Asking(() => undefined);
  void asking.call('shown', 'note/1', 'body', ['h0']);
  const asked = started(asking);
  void asking.call('open', 'note/1');
  expect(asked).toEqual(['start']);
  asking.goOn('same');
  expect(asked).toEqual(['start', 'shown', 'open']);
});

test('what a worker that died did not answer is asked of the next one, once', async () => {
  const asking = new Asking(() => undefined);
  started(asking);
  asking.goOn('same');
  void asking.call('open', 'note/1');
  const asked = started(asking);
  asking.goOn('same');
  expect(asked).toEqual(['start', 'open']);
});

test('nothing that one person asked is done for another', async () => {
  const asking = new Asking(() => undefined);
  started(asking);
  asking.goOn('same');
  const open = asking.call('open', 'note/1');
  const asked = started(asking);
  asking.goOn('another');
  await expect(open).rejects.toEqual({ code: 'locked' });
  expect(asked).toEqual(['start']);
});
