/** Names in a link stay short, so that its QR code stays coarse enough for a cheap camera. */
const NAME_CHARS_MAX = 48;

export interface Invited {
  /** To which forum; empty if the link does not say. */
  forum: string;
  /** By whom. */
  by: string;
}

/** What stands behind `#` of an invitation. No server sees it; the names are for the person only. */
export function invitationOf(secret: string, forum: string, by: string): string {
  const named = Object.entries({ ke: forum, dari: by })
    .map(([key, name]) => [key, [...name].slice(0, NAME_CHARS_MAX).join('')] as const)
    .filter(([, name]) => name !== '')
    .map(([key, name]) => `&${key}=${encodeURIComponent(name)}`);
  return `gabung=${secret}${named.join('')}`;
}

/** Who invites, to what: anything that is no such link says nothing. */
export function invitedBy(link: string): Invited {
  const named = new URLSearchParams(link.slice(link.indexOf('gabung=')));
  const name = (key: string) =>
    [...(named.get(key) ?? '').replace(/[\p{C}\s]+/gu, ' ').trim()]
      .slice(0, NAME_CHARS_MAX)
      .join('');
  return { forum: name('ke'), by: name('dari') };
}
