import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { ConfirmedClickModuleOptions } from './confirmed-click-options.js';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ConfirmedClickModuleOptions>().setClassMethodName('forRoot').build();
