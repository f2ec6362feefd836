import type { View } from '../../between/contract';
import { handOut } from '../held/hand-out';
import type { Device } from '../phone/device.svelte';
import { toasts } from '../shell/toast.svelte';
import {
  eventDated,
  eventsDated,
  fileOf,
  isNear,
  obligationsDated,
  taskDated,
  type Promised,
} from './dated';
import { isDay, type Dated } from './ics';
import { isConfidential } from './said';
import { sw } from './words';

export const saveEvent = (device: Device, view: View) =>
  save(
    [eventDated(device, view)].filter(({ day }) => isDay(day)),
    sw().eventFile,
  );

export const saveEvents = (device: Device) => save(eventsDated(device), sw().eventsFile);

export const saveTask = (device: Device, task: Promised) =>
  save(
    [taskDated(device, task)].filter(({ day }) => isDay(day)),
    sw().tasksFile,
  );

/** Those that are due or were lately; what not everybody reads is saved one by one, by who means it. */
export const saveTasks = (device: Device, tasks: readonly Promised[]) => {
  const open = tasks.filter(({ view }) => !isConfidential(view));
  return save(open.map((task) => taskDated(device, task)).filter(isNear), sw().tasksFile);
};

export const saveObligations = (device: Device) =>
  save(obligationsDated(device).filter(isNear), sw().obligationsFile);

async function save(all: readonly Dated[], name: string): Promise<void> {
  if (all.length === 0) toasts.show(sw().noDay);
  else if (await handOut(`${name}.ics`, fileOf(all), 'text/calendar'))
    toasts.show(sw().calendarSaved(all.length));
}
