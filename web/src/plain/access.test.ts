import { expect, test } from 'vitest';
import { mayWrite } from './access';
import type { Role } from '../between/contract';

const ROLES: Role[] = ['organiser', 'member', 'supervisor', 'viewer'];
const who = (doc: string) => ROLES.filter((role) => mayWrite(role, 'SITI', doc));

test('every role is offered to change what the relay would take from it', () => {
  expect(who('log/33.02.19.2003/2026')).toEqual(['organiser', 'member']);
  expect(who('note/A')).toEqual(['organiser', 'member']);
  expect(who('member/SITI')).toEqual(['organiser', 'member']);
  expect(who('member/BUDI')).toEqual(['organiser']);
  expect(who('board/A')).toEqual(['organiser']);
  expect(who('settings')).toEqual(['organiser']);
  expect(who('assessment/SITI/2026')).toEqual(['organiser', 'supervisor']);
  expect(who('private/SITI/BUDI/2026')).toEqual(ROLES);
  expect(who('private/AGUS/BUDI/2026')).toEqual([]);
});
