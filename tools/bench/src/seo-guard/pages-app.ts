import 'reflect-metadata';
import { Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { PagesController, STACKS, type StackName } from './pages.js';

/** The application of a stack, not listening yet. */
export async function pagesApp(stack: StackName, adapter: 'fastify' | 'express'): Promise<INestApplication> {
  class Root {}
  Module({ imports: [...STACKS[stack]()], controllers: [PagesController] })(Root);
  const http = adapter === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  return NestFactory.create(Root, http, { logger: false });
}
