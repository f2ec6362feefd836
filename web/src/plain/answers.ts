import { tameLine } from './clean';
import type { Said } from '../between/contract';

/** The relay's JSON doors. */
export type Door = `${'GET' | 'POST'} /api/${string}`;

/** What each door says when all is well; other fields may stand beside these. */
const SAYS: Record<Door, Record<string, (value: unknown) => boolean>> = {
  'POST /api/join': {
    forum: isText,
    forum_name: isText,
    device: isText,
    member: isText,
    role: isText,
    token: isText,
  },
  'POST /api/invitation': { forum_name: isText, role: isText },
  'POST /api/token': { token: isText },
  'POST /api/key': { done: isTrue },
  'GET /api/me': { member: isText, devices: isList, invitations: isList, acts: isList },
  'GET /api/office': { clock_ms: isNumber, members: isList, invitations: isList, erasures: isList },
  'GET /api/office/audit': { lines: isList },
  'POST /api/office': { done: isTrue },
  'POST /api/packet': { results: isList },
  'POST /api/file': { have: isNumber, whole: isBoolean },
};

/** What the relay says when it does not do as asked, by status (`server/src/answer.rs`). */
export const REFUSALS: Record<number, readonly string[]> = {
  400: ['malformed'],
  401: ['signed_out'],
  403: ['revoked', 'not_allowed', 'bad_signature'],
  404: ['invitation_unknown', 'unknown', 'not_named', 'not_here'],
  408: ['too_late'],
  409: ['last_organiser', 'clock', 'too_many'],
  410: ['invitation_used', 'invitation_expired', 'invitation_cancelled'],
  413: ['too_large'],
  422: ['not_what_it_says'],
  429: ['too_often'],
  503: ['busy', 'disk_full', 'store_failed'],
  507: ['files_full'],
};

/**
 * The one place that reads what came back from a door. Whatever stands between phone and relay (the
 * sign-in page of somebody's Wi-Fi, a proxy, a firewall) may answer instead, with any status and any
 * text; only what the relay itself can say counts. Throws a `Failure`: the relay's own code,
 * `not_the_relay` for everything else, `offline` for what was cut on the way.
 */
export async function said(door: Door, answer: Response): Promise<Said> {
  if (answer.status !== 200) throw { code: await refusalIn(answer) };
  const body = await bodyOf(answer);
  const wanted = SAYS[door];
  const fits =
    body !== null &&
    wanted !== undefined &&
    Object.entries(wanted).every(([name, isIt]) => isIt(body[name]));
  if (!fits) throw { code: 'not_the_relay' };
  return body;
}

/** Why the relay does not do as asked; `not_the_relay` if it is not the relay who says so. */
export async function refusalIn(answer: Response): Promise<string> {
  const { code, message } = (await bodyOf(answer)) ?? {};
  const known = isText(code) && isText(message) && REFUSALS[answer.status]?.includes(code);
  return known ? code : 'not_the_relay';
}

/** Whether the relay said nothing, so that nobody knows what it has done. */
export function isUnheard(failure: unknown): boolean {
  const code = (failure as { code?: unknown } | null)?.code;
  return code === 'offline' || code === 'not_the_relay';
}

async function bodyOf(answer: Response): Promise<Said | null> {
  const text = await answer.text().catch(() => {
    throw { code: 'offline' };
  });
  try {
    const body: unknown = JSON.parse(text, tameText);
    return typeof body === 'object' && !Array.isArray(body) ? (body as Said | null) : null;
  } catch {
    return null;
  }
}

/** Labels are what people and phones call themselves. */
function tameText(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? tameLine(value) : value;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isTrue(value: unknown): boolean {
  return value === true;
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}
