#!/usr/bin/env node
import { Command } from 'commander';

await new Command('couplekit').description('the operating procedure / 운영 절차').parseAsync();
