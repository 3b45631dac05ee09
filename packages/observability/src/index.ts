export { ObservabilityModule } from './observability.module.js';
export type { ObservabilityModuleOptions } from './observability.module-definition.js';
export { RequestId } from './requests/request-id.decorator.js';
export { REQUEST_ID_PATTERN } from './requests/request-id.js';
export { ConfigurationError } from './telemetry/configuration-error.js';
export { configureObservability } from './telemetry/configure-observability.js';
export type { ConfigureObservabilityOptions, Telemetry } from './telemetry/configure-observability.js';
export type { Environment } from './telemetry/environment.js';
export type { LogLevel } from './telemetry/telemetry-settings.js';
