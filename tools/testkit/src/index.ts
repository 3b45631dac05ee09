export { ADAPTERS, bootApp, plainAdapter } from './boot-app.js';
export type { AdapterName, BootOptions, RunningApp } from './boot-app.js';
export { CapturedLines } from './capture-lines.js';
export { eventually } from './eventually.js';
export { getRequest, rawHttp } from './raw-http.js';
export type { RawResponse } from './raw-http.js';
export { startOtlpCollector } from './otlp-collector.js';
export type { CollectedSpan, OtlpCollector } from './otlp-collector.js';
