/**
 * To be loaded before OpenTelemetry's auto-instrumentations: lets them see ES modules. In the application's own thread, because
 * with the documented `--experimental-loader` every `import()` asks another thread, and nestjs-cls makes one in each request:
 * twice the CPU of a request, which would not be the fault of what is compared.
 */
import { register } from 'import-in-the-middle/register-hooks.mjs';

register();
