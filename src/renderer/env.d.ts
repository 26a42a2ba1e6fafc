/// <reference types="vite/client" />
import type { Bridge } from '../shared/contract/contract';
import type { SecretBridge } from './bridge/secret';

declare global {
  interface Window {
    colloque?: Bridge;
    colloqueSecret?: SecretBridge;
  }
}
