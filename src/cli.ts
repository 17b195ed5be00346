#!/usr/bin/env node
import { realWorld } from './cli/world.ts';
import { main } from './cli/main.ts';

process.exitCode = await main(realWorld());
