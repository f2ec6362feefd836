import { expect, test } from 'vitest';
import { Asking } from './asking';
import type { Ask } from './contract';

test('what a screen asks before there is a worker is asked after its start', () => {
  const asking = new Asking(() => undefined);
  const asked: string[] = [];
  void asking.call('shown', 'note/1', 'body', ['h0']);
  void asking.call('open', 'note/1');
  void asking.call('start', null, 0);
  asking.begin({ postMessage: ({ call }: Ask) => asked.push(call) } as unknown as Worker);
  expect(asked).toEqual(['start', 'shown', 'open']);
});
