import { expect, test } from 'vitest';
import { inChrome, isInApp } from './in-app';

const ANDROID = 'Mozilla/5.0 (Linux; Android 13; SM-A045F';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
const WEBVIEW =
  'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  `${ANDROID}; wv) ${WEBVIEW}`,
  `${ANDROID}; wv) ${WEBVIEW} [FB_IAB/FB4A;FBAV/480.0.0;]`,
  `${ANDROID}; wv) ${WEBVIEW} Instagram 350.0.0.0 Android`,
  `${ANDROID}) ${CHROME} Line/14.1.0/IAB`,
  `${ANDROID}) ${CHROME} WhatsApp/2.25.1 A`,
  `${ANDROID}; wv) ${WEBVIEW} musical_ly_2023 BytedanceWebview`,
  `${IPHONE} Mobile/15E148`,
  `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]`,
  `${IPHONE} Mobile/15E148 Instagram 350.0`,
  `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1 Line/14.1.0`,
])('%s is inside another app', (agent) => expect(isInApp(agent)).toBe(true));

test.each([
  `${ANDROID}) ${CHROME}`,
  `${ANDROID}) ${CHROME} EdgA/140.0`,
  'Mozilla/5.0 (Android 13; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
  `${ANDROID}) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
  `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`,
  `${IPHONE} CriOS/140.0 Mobile/15E148 Safari/604.1`,
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
])('%s is a browser', (agent) => expect(isInApp(agent)).toBe(false));

test('Android is asked to open the whole link in Chrome, others are not', () => {
  expect(inChrome(`${ANDROID}) ${CHROME}`, 'https://contoh.id/#gabung=ab')).toBe(
    'intent://contoh.id/#gabung=ab#Intent;scheme=https;package=com.android.chrome;end',
  );
  expect(inChrome(IPHONE, 'https://contoh.id/#gabung=ab')).toBe(null);
});
