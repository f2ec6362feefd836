export { listKeys } from './keys';
export { printFields } from '../shell/print';
