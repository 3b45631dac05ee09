/**
 * To be loaded before OpenTelemetry's auto-instrumentations: lets them see ES modules, as the documented
 * `--experimental-loader` does, but in the application's own thread: with the loader every `import()` asks another thread, and
 * nestjs-cls's middleware makes one in each request.
 */
import { register } from 'import-in-the-middle/register-hooks.mjs';

register();
