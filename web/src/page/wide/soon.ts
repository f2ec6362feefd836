export { listKeys } from './keys';
export { keepFocus } from '../shell/keep-focus';
export { printFields } from '../shell/print';
