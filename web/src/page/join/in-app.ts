/**
 * Browsers inside other apps. Each has a storage of its own that the app clears as it likes, and none
 * keeps a page for when there is no network.
 */
const INSIDE =
  /; wv\)|\bFBA[NV]\b|FB_IAB|FBIOS|Instagram|WhatsApp|\bLine\/|MicroMessenger|TikTok|musical_ly|Bytedance|Snapchat|Pinterest|LinkedInApp|Telegram|KAKAOTALK|Viber|Twitter|Zalo|BIGO|\bGSA\//i;

/** Whether this is one of them. */
export function isInApp(agent: string): boolean {
  if (INSIDE.test(agent)) return true;
  // On an iPhone each browser says Safari, and what is none does not.
  return /iPhone|iPad/.test(agent) && /AppleWebKit/.test(agent) && !/Safari\//.test(agent);
}

/** An address that Android opens in Chrome; null on other systems. */
export function inChrome(agent: string, address: string): string | null {
  const [scheme, rest] = address.split('://');
  if (!/Android/.test(agent) || rest === undefined) return null;
  return `intent://${rest}#Intent;scheme=${scheme};package=com.android.chrome;end`;
}
