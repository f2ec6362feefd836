import { base64url, bytesOf } from '../plain/base64url';
import type { Disk } from './disk';
import { takeKey, type DeviceKey, type FreshKey } from './key';

/** What of the disk concerns what names this device. */
export type OwnDisk = Pick<Disk, 'seals' | 'meta' | 'setMeta' | 'promoteKey'>;

/** A key as a vault keeps it. */
interface SealedKey {
  pkcs8: string;
  public: string;
}

/** Keeps the device's key: in the vault, or as the browser's own object where there is no PIN. */
export async function keepKey(disk: OwnDisk, fresh: FreshKey, name = 'key'): Promise<void> {
  await disk.setMeta(name, disk.seals ? sealable(fresh) : fresh.key);
}

/** The device's key, or null if the system has cleared it. */
export async function keptKey(disk: OwnDisk, name = 'key'): Promise<DeviceKey | null> {
  const kept = await disk.meta<DeviceKey | SealedKey>(name);
  if (!kept) return null;
  return 'pkcs8' in kept ? takeKey(bytesOf(kept.pkcs8), kept.public) : kept;
}

/** Whether the key lies beside the vault because it was made before there was a PIN. */
export async function keyIsBare(disk: OwnDisk): Promise<boolean> {
  if (!disk.seals) return false;
  const kept = await disk.meta<DeviceKey | SealedKey>('key');
  return kept !== undefined && !('pkcs8' in kept);
}

function sealable(fresh: FreshKey): SealedKey {
  return { pkcs8: base64url(fresh.pkcs8), public: fresh.key.public };
}
