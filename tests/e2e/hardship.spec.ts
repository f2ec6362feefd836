import { connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from '../../web/e2e.ts';
import { Phone } from './phone.ts';
import { test } from './two-phones.ts';

test('a phone that was removed is told so and keeps what it has', async ({ relay, siti, budi }) => {
  await budi.go('#/pengaturan');
  const printed = await budi.page.getByText(/Kode HP: [0-9a-f]{16}/).textContent();
  const device = /[0-9a-f]{16}/.exec(printed ?? '')?.[0] ?? '';
  relay.run(
    ...['device', 'revoke', '--data', relay.data],
    ...['--forum', relay.forum, '--device', device],
  );

  await budi.go('#/sinkron');
  await expect(budi.page.getByRole('alert')).toContainText('dikeluarkan dari paguyuban');
  await budi.go('#/anggota');
  await expect(budi.page.getByText('Siti Rahayu')).toBeVisible();
  await siti.caughtUp();
});

test('where no WebSocket survives the phone syncs through the other door', async ({
  relay,
  siti,
  browser,
}) => {
  const narrow = await withoutUpgrades(relay.port);
  const context = await browser.newContext();
  const phone = new Phone(await context.newPage(), relay);
  const link = relay.invite('organiser').replace(relay.origin, narrow.origin);
  await phone.page.goto(link);
  await phone.page.getByRole('button', { name: 'Gabung' }).click();
  await phone.page.getByLabel('Nama lengkap').fill('Teguh Wibowo');
  await phone.page.getByRole('button', { name: 'Simpan dan mulai' }).click();
  await phone.go('#/anggota');
  await expect(phone.page.getByText('Siti Rahayu')).toBeVisible();
  await siti.go('#/anggota');
  await expect(siti.page.getByText('Teguh Wibowo')).toBeVisible();
  await phone.caughtUp();
  await context.close();
  narrow.end();
});

/** A way to the relay on which every request to change the protocol ends. */
async function withoutUpgrades(port: number): Promise<{ origin: string; end(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => [near, far].forEach((one) => one.destroy()));
    }
    near.on('data', (bytes) => {
      if (/^GET \/api\/live/.test(bytes.toString('latin1'))) near.destroy();
      else far.write(bytes);
    });
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    end: () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}
