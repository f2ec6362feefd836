import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { clock } from './clock.svelte';
import { Device } from './device.svelte';
import { router } from './route.svelte';
import { theme } from './theme.svelte';
import { keepShell } from './updates';
import { language } from './words/words.svelte';

language.start(localStorage);
theme.start(localStorage);
router.start();
clock.start();

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const device = new Device(worker, localStorage);
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target, props: { device } });
if (import.meta.env.PROD) keepShell();
