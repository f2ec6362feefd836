import { expect, test } from 'vitest';
import { near } from './near';

const person = (id: string) => ({ id, name: id, detail: '' });
const many = (count: number) => Array.from({ length: count }, (_, at) => person(`P${at}`));
const ids = (people: { id: string }[]) => people.map(({ id }) => id);

test('of a few people everybody is near', () => {
  expect(near(many(6), () => false, [])).toHaveLength(6);
});

test('those of the place come first, then whom one named lately, each once', () => {
  const isOfPlace = ({ id }: { id: string }) => ['P3', 'P8'].includes(id);
  expect(ids(near(many(20), isOfPlace, ['P8', 'P1', 'gone']))).toEqual(['P3', 'P8', 'P1']);
});

test('a large village does not fill the screen', () => {
  expect(near(many(40), () => true, [])).toHaveLength(12);
});
