import { describe, expect, it } from 'vitest';
import { readApiConfig } from './api-config.js';

describe('the public base URL', () => {
  it.each([
    [{}, 'http://127.0.0.1:3000'],
    [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://localhost:8080'],
    [{ HOST: '::1' }, 'http://[::1]:3000'],
    [{ PUBLIC_BASE_URL: 'https://couple.example/' }, 'https://couple.example'],
    [{ PUBLIC_BASE_URL: 'https://couple.example/app//' }, 'https://couple.example/app'],
  ])('of %o is %s', (env, expected) => {
    expect(readApiConfig(env).publicBaseUrl).toBe(expected);
  });
});

describe('the environment', () => {
  it('is development unless it is one that exists', () => {
    expect(readApiConfig({}).environment).toBe('development');
    expect(readApiConfig({ ENVIRONMENT: 'production' }).environment).toBe('production');
    const misspelt = () => readApiConfig({ ENVIRONMENT: 'prod-secret' });
    expect(misspelt).toThrow('ENVIRONMENT must be one of development, preview, staging, production.');
  });
});
